using System.Text;
using CsCheck;
using Google.Protobuf;
using ParDef.Onnx.Proto;
using ParDef.Onnx.Reading;
using ParDef.Onnx.Tests.Samples;

namespace ParDef.Onnx.Tests.Reading;

public class OnnxModelTests
{
    [Fact]
    public void Contents_of_one_run_are_listed_in_file_order_and_others_stay_in_the_skeleton()
    {
        var model = OnnxModel.Read(Models.Small().ToByteArray());

        Assert.Equal(["conv.weight", "packed", "wide", "empty", "scalar"], model.Initializers.Select(tensor => tensor.Name));
        Assert.Equal([24, 12, 16, 0, 4], model.Initializers.Select(tensor => tensor.Length));
        Assert.Equal([2, 3, 1, 1], model.Initializers[0].Dims);
        Assert.Equal([1, 1, 11, 1, 1], model.Initializers.Select(tensor => tensor.ElementType));
    }

    [Fact]
    public void A_random_model_is_understood_as_the_library_does_and_joins_to_itself() =>
        RandomModels.Files.Sample(file => CheckRead(file, OnnxModel.Read(file)), iter: 500);

    [Fact]
    public void Every_shared_model_is_read_or_refused_by_name()
    {
        int read = 0;
        foreach (string path in SharedModels.Paths())
        {
            byte[] file = File.ReadAllBytes(path);
            try
            {
                CheckRead(file, OnnxModel.Read(file));
                read++;
            }
            catch (OnnxFormatException refusal)
            {
                Assert.NotEmpty(refusal.Message);
            }
        }

        Assert.True(read > 0);
    }

    [Fact]
    public void Raw_data_of_initializers_is_a_view_of_the_file()
    {
        byte[] file = Models.Small().ToByteArray();
        var model = OnnxModel.Read(file);
        file[model.Initializers[0].Offset] = 0xAB;

        Assert.Equal(0xAB, model.Proto.Graph.Initializer[0].RawData[0]);
    }

    [Fact]
    public void Unknown_fields_survive_at_every_level()
    {
        byte[] unknown = Wire.Field(999, 1, 2, 3);
        byte[] tensor = [.. Models.Raw("w", Models.Float, 2).ToByteArray(), .. unknown];
        byte[] file = [.. unknown, .. Wire.Graph([.. unknown, .. Wire.Field(5, tensor), .. unknown]), .. unknown];

        CheckRead(file, OnnxModel.Read(file));
    }

    [Fact]
    public void Fields_out_of_order_and_long_encodings_survive()
    {
        byte[] tensor = [.. Wire.Field(9, 1, 2, 3, 4), 0x10, 0x81, 0x00, .. Wire.Field(8, (byte)'w'), .. Wire.Field(1, 0x81, 0x80, 0x00)];
        byte[] file = Wire.Initializer(tensor);
        var model = OnnxModel.Read(file);

        CheckRead(file, model);
        var found = Assert.Single(model.Initializers);
        Assert.Equal(("w", 1, 4), (found.Name, found.ElementType, found.Length));
        Assert.Equal([1], found.Dims);
    }

    [Fact]
    public void A_file_cut_off_inside_of_its_graph_is_malformed()
    {
        var model = Models.Small();
        model.OpsetImport.Clear();
        byte[] file = model.ToByteArray();
        for (int length = 0; length < file.Length; length++)
        {
            Refusal.Malformed(file[..length]);
        }

        Assert.StartsWith("not a whole ONNX model: cut off", Refusal.Malformed(file[..(file.Length / 2)]).Message, StringComparison.Ordinal);

        CheckRead(file, OnnxModel.Read(file));
    }

    [Fact]
    public void A_mutated_file_is_read_or_refused_and_never_anything_else()
    {
        int read = 0;
        Gen.Select(RandomModels.Files, Gen.Int[0, int.MaxValue].Array[1, 4], Gen.Byte.Array[4]).Sample(
            (file, places, values) =>
            {
                byte[] mutated = [.. file];
                for (int i = 0; i < places.Length; i++)
                {
                    mutated[places[i] % mutated.Length] = values[i];
                }

                try
                {
                    CheckRead(mutated, OnnxModel.Read(mutated));
                    Interlocked.Increment(ref read);
                }
                catch (OnnxFormatException)
                {
                    // One of the two outcomes.
                }
            },
            iter: 5_000);

        Assert.InRange(read, 1, 4_999);
    }

    [Fact]
    public void Random_bytes_are_never_anything_but_read_or_refused()
    {
        Gen.Byte.Array[0, 40].Sample(
            noise =>
            {
                foreach (byte[] file in new[] { noise, Wire.Graph(noise), Wire.Initializer(noise) })
                {
                    try
                    {
                        CheckRead(file, OnnxModel.Read(file));
                    }
                    catch (OnnxFormatException)
                    {
                        // One of the two outcomes.
                    }
                }
            },
            iter: 20_000);
    }

    [Fact]
    public void Files_that_are_not_onnx_are_malformed()
    {
        Assert.Equal("an empty file, not an ONNX model", Refusal.Malformed([]).Message);
        Assert.Equal("a text file, not an ONNX model", Refusal.Malformed("This is a text, not a model."u8.ToArray()).Message);
        Assert.Equal("a text file, not an ONNX model", Refusal.Malformed(Encoding.UTF8.GetBytes(new string('ü', 1_000)[..999] + "x")).Message);
        Assert.StartsWith("a Git LFS pointer", Refusal.Malformed("version https://git-lfs.github.com/spec/v1\n"u8.ToArray()).Message, StringComparison.Ordinal);
        Assert.Equal("a gzip archive, not an ONNX model", Refusal.Malformed([0x1F, 0x8B, 8, 0]).Message);
        Assert.Equal("a zip archive, not an ONNX model", Refusal.Malformed([0x50, 0x4B, 3, 4, 20, 0, 0, 0, 8, 0]).Message);
        Assert.Contains("no graph", Refusal.Malformed([8, 1]).Message, StringComparison.Ordinal);
        Refusal.Malformed(new byte[100]);
        Refusal.Malformed([.. Models.Small().ToByteArray(), 0, 0, 0]);
    }

    [Fact]
    public void An_ort_flatbuffer_is_unsupported() =>
        Assert.Contains("ORT", Refusal.Unsupported([0x18, 0, 0, 0, .. "ORTM"u8, 0, 0]).Message, StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void Text_that_is_not_utf8_is_malformed() => Refusal.Malformed([.. Wire.Field(2, 0xFF, 0xFE), .. Wire.Graph()]);

    /// <summary>Proto, contents, skeleton: all of them are the file's, as Google.Protobuf sees it.</summary>
    private static void CheckRead(byte[] file, OnnxModel model)
    {
        var expected = ModelProto.Parser.ParseFrom(file);
        Assert.True(expected.Equals(model.Proto));

        var tensors = expected.Graph.Initializer.ToDictionary(tensor => tensor.Name);
        foreach (var found in model.Initializers)
        {
            var tensor = tensors[found.Name];
            Assert.Equal(tensor.DataType, found.ElementType);
            Assert.Equal(tensor.Dims, found.Dims);
            var content = file.AsSpan(found.Offset, found.Length);
            Assert.True(content.SequenceEqual(Content(tensor)));
        }

        var cuts = model.Initializers.Select(tensor => (tensor.Offset, tensor.Length)).ToList();
        SkeletonTests.CheckJoin(file, cuts);
    }

    private static byte[] Content(TensorProto tensor) => tensor switch
    {
        { HasRawData: true } => tensor.RawData.ToByteArray(),
        { FloatData.Count: > 0 } => [.. tensor.FloatData.SelectMany(BitConverter.GetBytes)],
        _ => [.. tensor.DoubleData.SelectMany(BitConverter.GetBytes)],
    };
}
