using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using CsCheck;
using ParDef.Data.Tensors;
using ParDef.Data.Tests.Samples;

namespace ParDef.Data.Tests.Tensors;

public class NpyFileTests
{
    private static readonly double[] Plain = [0, 1, 2, 3, 100, 127];

    [Theory]
    [InlineData("|b1", "000100010001", new float[] { 0, 1, 0, 1, 0, 1 })]
    [InlineData("|i1", "00ff80017f02", new float[] { 0, -1, -128, 1, 127, 2 })]
    [InlineData("|u1", "00ff80017f02", new float[] { 0, 255, 128, 1, 127, 2 })]
    [InlineData("<i2", "0000ffff0080010000010200", new float[] { 0, -1, -32768, 1, 256, 2 })]
    [InlineData(">i2", "0000ffff8000000101000002", new float[] { 0, -1, -32768, 1, 256, 2 })]
    [InlineData("<f2", "0000003c00bc003800c0ff7b", new float[] { 0, 1, -1, 0.5f, -2, 65504 })]
    [InlineData(">f4", "000000003f800000bf8000007f800000ff80000000000001", new float[] { 0, 1, -1, float.PositiveInfinity, float.NegativeInfinity, float.Epsilon })]
    public void Elements_become_floats(string type, string hex, float[] expected)
    {
        var tensor = Read(Npy(type, "2, 3", Convert.FromHexString(hex)));
        Assert.Equal([2L, 3L], tensor.Shape);
        Assert.Equal(expected, tensor.Values);
    }

    [Theory]
    [InlineData("<u2")]
    [InlineData("<i4")]
    [InlineData(">u4")]
    [InlineData("<i8")]
    [InlineData("<u8")]
    [InlineData("<f4")]
    [InlineData("<f8")]
    [InlineData(">f8")]
    public void Wide_elements_become_floats(string type)
    {
        byte[] content = [.. Plain.SelectMany(number => Element(type, number))];
        Assert.Equal(Plain.Select(number => (float)number), Read(Npy(type, "6,", content)).Values);
    }

    [Fact]
    public void Any_float_tensor_comes_back_bit_by_bit()
    {
        Gen.Float.Array[0, 60].Sample(values =>
        {
            byte[] content = MemoryMarshal.AsBytes(values.AsSpan()).ToArray();
            float[] read = Read(Npy("<f4", $"{values.Length}, 1", content)).Values;
            return MemoryMarshal.AsBytes(read.AsSpan()).SequenceEqual(content);
        });
    }

    [Fact]
    public void Fortran_order_is_turned_into_rows()
    {
        Assert.Equal([1, 3, 5, 2, 4, 6], Read(Npy("|u1", "2, 3", [1, 2, 3, 4, 5, 6], "True")).Values);
    }

    [Fact]
    public void A_scalar_has_no_sides()
    {
        var scalar = Read(Npy("|u1", "", [7]));
        Assert.Empty(scalar.Shape);
        Assert.Equal([7f], scalar.Values);
    }

    [Fact]
    public void A_version_2_header_and_an_empty_tensor_are_read()
    {
        var empty = Read(Npy("<f4", "0, 4", [], version: 2));
        Assert.Equal([0L, 4L], empty.Shape);
        Assert.Empty(empty.Values);
    }

    [Fact]
    public void A_file_is_read_by_path()
    {
        using var file = new TemporaryFile(Npy("|u1", "2,", [3, 4]));
        Assert.Equal([3, 4], NpyFile.Read(file.Path).Values);
    }

    [Theory]
    [InlineData("|O", "1,", 8, "'|O'")]
    [InlineData("<c8", "1,", 8, "'<c8'")]
    [InlineData("<U4", "1,", 16, "'<U4'")]
    [InlineData("<M8[s]", "1,", 8, "'<M8[s]'")]
    [InlineData("<f16", "1,", 16, "'<f16'")]
    [InlineData("<f4", "100000, 100000", 24, "at most")]
    [InlineData("<f4", "0, 4294967296, 4294967296", 0, "at most")]
    [InlineData("<f8", "0, 1000000000, 1000000000", 0, "at most")]
    [InlineData("<f8", "1000000000, 1000000000, 0", 0, "at most")]
    [InlineData("<f4", "9223372036854775807, 9223372036854775807", 24, "at most")]
    [InlineData("<f4", "99999999999999999999", 24, "a side of")]
    [InlineData("<f4", "-1, 6", 24, "a side of")]
    [InlineData("<f4", "10000, 10000", 24, "claims 400,000,000 bytes")]
    [InlineData("<f4", "7,", 24, "claims 28 bytes")]
    [InlineData("<f4", "5,", 24, "claims 20 bytes")]
    public void A_claim_that_is_not_read_is_refused(string type, string shape, int contentBytes, string words)
    {
        byte[] file = Npy(type, shape, new byte[contentBytes]);
        Refusal.Of(() => Read(file), words);
    }

    [Theory]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (6,), 'shape': (600000000,)}", "one shape")]
    [InlineData("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (6,)}", "one element type")]
    [InlineData("{'descr': '<f4', 'shape': (6,)}", "not a readable .npy file")]
    [InlineData("nonsense", "one element type")]
    public void A_strange_header_is_refused(string header, string words)
    {
        byte[] file = WithHeader(header, new byte[24], 1);
        Refusal.Of(() => Read(file), words);
    }

    [Fact]
    public void A_mutated_header_gives_a_tensor_or_a_refusal()
    {
        byte[] whole = Npy("<f4", "2, 3", new byte[24]);
        int headerBytes = whole.Length - 24;
        Gen.Select(Gen.Int[0, headerBytes - 1], Gen.Byte, Gen.Bool).Array[1, 3].Sample(
            changes =>
            {
                var mutant = whole.ToList();
                foreach (var (at, value, insert) in changes)
                {
                    mutant.RemoveRange(at, insert ? 0 : 1);
                    mutant.Insert(at, value);
                }

                return IsReadOrRefused([.. mutant]);
            },
            iter: 20_000);
    }

    [Fact]
    public void Other_files_and_cut_files_are_refused()
    {
        byte[] whole = Npy("<f4", "6,", new byte[24]);
        Refusal.Of(() => Read("not NumPy at all"u8.ToArray()), "not a .npy file");
        Refusal.Of(() => Read([0x93, .. "NUMPY"u8, 2, 0, 255, 255, 255, 255]), "header of 4,294,967,295 bytes");
        Assert.All(Enumerable.Range(0, whole.Length), length => Assert.Throws<DataFormatException>(() => Read(whole[..length])));
    }

    [Fact]
    public void What_a_float_cannot_hold_is_refused()
    {
        Refusal.Of(() => Read(Npy("<i8", "1,", BitConverter.GetBytes(16_777_217L))), "the integer 16777217");
        Refusal.Of(() => Read(Npy("<u8", "1,", BitConverter.GetBytes(ulong.MaxValue))), "the integer 18446744073709551615");
        Refusal.Of(() => Read(Npy("<f8", "1,", BitConverter.GetBytes(1e300))), "beyond the range");
        Assert.Equal([16_777_216f], Read(Npy("<i8", "1,", BitConverter.GetBytes(16_777_216L))).Values);
        Assert.Equal([float.PositiveInfinity], Read(Npy("<f8", "1,", BitConverter.GetBytes(double.PositiveInfinity))).Values);
    }

    private static bool IsReadOrRefused(byte[] file)
    {
        try
        {
            return Read(file).Values.Length <= file.Length;
        }
        catch (DataFormatException)
        {
            return true;
        }
    }

    private static FloatTensor Read(byte[] file) => NpyFile.Read(new MemoryStream(file), "sample.npy");

    private static byte[] Npy(string type, string shape, byte[] content, string fortranOrder = "False", byte version = 1) =>
        WithHeader($"{{'descr': '{type}', 'fortran_order': {fortranOrder}, 'shape': ({shape}), }}\n", content, version);

    private static byte[] WithHeader(string header, byte[] content, byte version)
    {
        byte[] length = BitConverter.GetBytes(header.Length);
        return [0x93, .. "NUMPY"u8, version, 0, .. length[..(version == 1 ? 2 : 4)], .. Encoding.Latin1.GetBytes(header), .. content];
    }

    private static byte[] Element(string type, double number)
    {
        byte[] bytes = new byte[8];
        switch (type[1..])
        {
            case "u2":
                BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)number);
                break;
            case "i4" or "u4":
                BinaryPrimitives.WriteInt32LittleEndian(bytes, (int)number);
                break;
            case "i8" or "u8":
                BinaryPrimitives.WriteInt64LittleEndian(bytes, (long)number);
                break;
            case "f4":
                BinaryPrimitives.WriteSingleLittleEndian(bytes, (float)number);
                break;
            default:
                BinaryPrimitives.WriteDoubleLittleEndian(bytes, number);
                break;
        }

        byte[] element = bytes[..(type[2] - '0')];
        if (type[0] == '>')
        {
            Array.Reverse(element);
        }

        return element;
    }
}
