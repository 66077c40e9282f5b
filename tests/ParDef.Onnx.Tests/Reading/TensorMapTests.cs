using Google.Protobuf;
using ParDef.Onnx.Proto;
using ParDef.Onnx.Reading;
using ParDef.Onnx.Tests.Samples;

namespace ParDef.Onnx.Tests.Reading;

public class TensorMapTests
{
    private static readonly byte[] Raw = Wire.Field(9, 1, 2, 3, 4);
    private static readonly byte[] Packed = Wire.Field(4, 1, 2, 3, 4);
    private static readonly byte[] FloatOfOne = [.. Wire.Number(2, 1), .. Wire.Number(1, 1), .. Wire.Field(8, (byte)'w')];

    [Fact]
    public void Content_in_several_parts_is_unsupported_by_name()
    {
        byte[][] tensors = [[.. FloatOfOne, .. Raw, .. Raw], [.. FloatOfOne, .. Raw, .. Packed], [.. FloatOfOne, .. Packed, .. Raw]];

        Assert.All(tensors, tensor => Assert.Contains("\"w\"", Refusal.Unsupported(Wire.Initializer(tensor)).Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Numbers_in_several_parts_stay_in_the_skeleton()
    {
        byte[] unpacked = [0x25, 1, 2, 3, 4];
        byte[][] tensors = [[.. FloatOfOne, .. Packed, .. Packed], [.. FloatOfOne, .. unpacked], [.. FloatOfOne, .. Packed, .. unpacked]];

        Assert.All(tensors, tensor => Assert.Empty(OnnxModel.Read(Wire.Initializer(tensor)).Initializers));
    }

    [Fact]
    public void Packed_numbers_of_another_element_type_stay_in_the_skeleton()
    {
        var complex = new TensorProto { Name = "complex", DataType = 14, Dims = { 1 }, FloatData = { 1, 2 } };

        Assert.Empty(OnnxModel.Read(Models.Of(complex).ToByteArray()).Initializers);
    }

    [Theory]
    [InlineData(1, 4, 4L)]
    [InlineData(10, 2, 4L)]
    [InlineData(16, 2, 4L)]
    [InlineData(11, 8, 4L)]
    [InlineData(3, 1, 4L)]
    [InlineData(17, 1, 4L)]
    [InlineData(22, 1, 4L)]
    public void Content_must_have_the_size_of_its_shape(int elementType, int bytesOfUnit, long elements)
    {
        var tensor = Models.Raw("w", elementType, elements);
        OnnxModel.Read(Models.Of(tensor).ToByteArray());
        foreach (int change in new[] { -bytesOfUnit, bytesOfUnit, -1, 1 })
        {
            tensor.RawData = ByteString.CopyFrom(new byte[Models.Raw("w", elementType, elements).RawData.Length + change]);
            var refusal = Refusal.Malformed(Models.Of(tensor).ToByteArray());
            Assert.Contains("do not fit its shape", refusal.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Four_bit_elements_round_up_to_bytes() =>
        Assert.Equal(8, OnnxModel.Read(Models.Of(Models.Raw("w", 22, 3, 5)).ToByteArray()).Initializers[0].Length);

    [Theory]
    [InlineData(-1L)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    [InlineData(1L << 32, 1L << 32)]
    [InlineData(1L << 62, 4L)]
    [InlineData(-1L, -1L)]
    public void Extents_beyond_any_file_are_malformed(params long[] dims)
    {
        var tensor = new TensorProto { Name = "huge", DataType = 1, Dims = { dims }, RawData = ByteString.CopyFrom(1, 2, 3, 4) };

        Refusal.Malformed(Models.Of(tensor).ToByteArray());
    }

    [Fact]
    public void More_extents_than_the_limit_are_unsupported()
    {
        byte[] most = Wire.Initializer([.. Wire.Field(1, Wire.Repeat([1], ModelLimits.Rank)), .. Wire.Number(2, 1), .. Raw]);
        byte[] packed = Wire.Initializer([.. Wire.Field(1, Wire.Repeat([1], ModelLimits.Rank + 1)), .. Wire.Number(2, 1), .. Raw]);
        byte[] single = Wire.Initializer([.. Wire.Repeat(Wire.Number(1, 1), ModelLimits.Rank + 1), .. Wire.Number(2, 1), .. Raw]);

        Assert.Single(OnnxModel.Read(most).Initializers);
        Assert.Contains("dimensions", Refusal.Unsupported(packed).Message, StringComparison.Ordinal);
        Assert.Contains("dimensions", Refusal.Unsupported(single).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_length_of_two_to_the_63_is_malformed() =>
        Refusal.Malformed(Wire.Initializer([.. FloatOfOne, (9 << 3) | 2, .. Wire.Varint(1UL << 63)]));

    [Fact]
    public void A_cut_off_extent_is_malformed() => Refusal.Malformed(Wire.Initializer(Wire.Field(1, 0x81)));

    [Fact]
    public void A_type_of_the_future_passes_as_it_is()
    {
        byte[] file = Wire.Initializer([.. Wire.Number(2, 99), .. Wire.Number(1, 1000), .. Raw]);

        Assert.Equal(4, Assert.Single(OnnxModel.Read(file).Initializers).Length);
    }
}
