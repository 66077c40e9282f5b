using Google.Protobuf;
using ParDef.Onnx.External;
using ParDef.Onnx.Proto;
using ParDef.Onnx.Reading;
using ParDef.Onnx.Tests.Samples;

namespace ParDef.Onnx.Tests.External;

public class ExternalDataTests
{
    private static readonly byte[] Sixteen = [.. Enumerable.Range(0, 16).Select(i => (byte)i)];

    [Theory]
    [InlineData("../w.bin")]
    [InlineData("a/../w.bin")]
    [InlineData("/w.bin")]
    [InlineData("//w.bin")]
    [InlineData("..\\w.bin")]
    [InlineData("\\\\host\\w.bin")]
    [InlineData("C:w.bin")]
    [InlineData("C:/w.bin")]
    [InlineData("w.bin\0")]
    [InlineData("a/..")]
    [InlineData(".")]
    [InlineData("")]
    public void A_location_that_leaves_the_folder_is_malformed(string location)
    {
        byte[] file = Models.Of(Far("w", location)).ToByteArray();
        var refusal = Assert.Throws<OnnxFormatException>(() => OnnxModel.Read(file, _ => throw new InvalidOperationException("read all the same")));
        Assert.Equal(OnnxFormatKind.Malformed, refusal.Kind);
    }

    [Theory]
    [InlineData("./w.bin", "w.bin")]
    [InlineData("a//b/./w.bin", "a/b/w.bin")]
    [InlineData("...", "...")]
    public void A_location_inside_has_one_name(string location, string name) => Assert.Equal(name, ExternalLocation.NameOf(location));

    [Theory]
    [InlineData("17", null)]
    [InlineData("16", "4")]
    [InlineData("9223372036854775807", "4")]
    [InlineData("99999999999999999999", "4")]
    [InlineData("-1", "4")]
    [InlineData("0x0", "4")]
    [InlineData("13", "4")]
    [InlineData("0", "8")]
    [InlineData("0", "9223372036854775807")]
    [InlineData("0", "-4")]
    public void A_range_outside_of_the_file_or_of_another_size_is_malformed(string offset, string? length)
    {
        byte[] file = Models.Of(Far("w", "w.bin", offset, length)).ToByteArray();
        Assert.Equal(OnnxFormatKind.Malformed, Assert.Throws<OnnxFormatException>(() => OnnxModel.Read(file, _ => Sixteen)).Kind);
    }

    [Fact]
    public void A_model_without_a_folder_is_unsupported_by_the_name_of_the_file() =>
        Assert.Contains("\"w.bin\"", Refusal.Unsupported(Models.Of(Far("w", "w.bin"))).Message, StringComparison.Ordinal);

    [Fact]
    public void Files_follow_the_model_in_order_of_first_use_and_are_read_once()
    {
        byte[] file = Models.Of(Far("a", "b.bin", "4"), Far("b", "a.bin", "12", "4"), Far("c", "./b.bin")).ToByteArray();
        var read = new List<string>();
        var model = OnnxModel.Read(file, name =>
        {
            read.Add(name);
            return Sixteen;
        });

        Assert.Equal(["b.bin", "a.bin"], read);
        Assert.Equal([.. file, .. Sixteen, .. Sixteen], model.Source.ToArray());
        Assert.Equal(["c", "a", "b"], model.Contents.Select(content => content.Bytes.Name));
        Assert.Equal([0, 4, 28], model.Contents.Select(content => content.Bytes.Offset - file.Length));
    }

    [Fact]
    public void Ranges_that_share_bytes_stay_in_the_skeleton()
    {
        byte[] file = Models.Of(Far("a", "w"), Far("b", "w", "2"), Far("c", "w", "4"), Far("d", "w", "8"), Far("e", "w", "12"), Far("f", "w", "12")).ToByteArray();

        Assert.Equal(["d"], OnnxModel.Read(file, _ => Sixteen).Contents.Select(content => content.Bytes.Name));
    }

    [Fact]
    public void A_standalone_model_holds_every_content()
    {
        byte[] file = Models.Of(Far("a", "w", "4"), Models.Raw("b", Models.Float, 1)).ToByteArray();
        var proto = ModelProto.Parser.ParseFrom(StandaloneModel.Make(file, [new ExternalFile("w", Sixteen)]));

        Assert.Equal(Models.Of(new TensorProto
        {
            Name = "a",
            DataType = 1,
            Dims = { 1 },
            RawData = ByteString.CopyFrom(4, 5, 6, 7),
        }, Models.Raw("b", Models.Float, 1)), proto);
    }

    private static TensorProto Far(string name, string location, string? offset = null, string? length = null)
    {
        var tensor = new TensorProto { Name = name, DataType = 1, Dims = { 1 }, DataLocation = 1 };
        foreach (var (key, value) in new[] { ("location", location), ("offset", offset), ("length", length) })
        {
            if (value is not null)
            {
                tensor.ExternalData.Add(new StringStringEntryProto { Key = key, Value = value });
            }
        }

        return tensor;
    }
}
