using Google.Protobuf;
using ParDef.Onnx.Proto;
using ParDef.Onnx.Reading;
using ParDef.Onnx.Tests.Samples;

namespace ParDef.Onnx.Tests.Reading;

public class WeightPlacesTests
{
    private static readonly TensorProto Small = Models.Raw("", Models.Float, 256);
    private static readonly TensorProto Large = Models.Raw("", Models.Float, 257);

    [Fact]
    public void External_data_are_refused_by_name()
    {
        var located = new TensorProto { Name = "outside", DataType = 1, Dims = { 4 }, DataLocation = 1 };
        var named = new TensorProto { Name = "outside", DataType = 1, Dims = { 4 } };
        named.ExternalData.Add(new StringStringEntryProto { Key = "location", Value = "w.bin" });
        var both = new TensorProto { Name = "outside", DataType = 1, Dims = { 4 }, DataLocation = 1, RawData = ByteString.Empty };

        Assert.All([located, named, both], tensor => Expect(Models.Of(tensor), "\"outside\"", "external"));
        Expect(Constant("value", located), "external");
    }

    [Fact]
    public void Segments_are_refused_by_name()
    {
        var tensor = Models.Raw("part", Models.Float, 1);
        tensor.Segment = new TensorProto.Types.Segment();

        Expect(Models.Of(tensor), "\"part\"", "segments");
    }

    [Fact]
    public void Sparse_initializers_are_refused_by_name()
    {
        var model = Models.Of();
        model.Graph.SparseInitializer.Add(new SparseTensorProto { Values = Models.Raw("thin", Models.Float, 1) });

        Expect(model, "\"thin\"", "sparse");
    }

    [Fact]
    public void Training_information_is_refused()
    {
        var model = Models.Small();
        model.TrainingInfo.Add(new TrainingInfoProto());

        Expect(model, "training");
    }

    [Theory]
    [InlineData("If")]
    [InlineData("Loop")]
    [InlineData("Scan")]
    public void Initializers_of_subgraphs_are_refused_by_the_node(string type)
    {
        var inner = new GraphProto { Initializer = { Models.Raw("w", Models.Float, 1) } };
        var sparse = new GraphProto { SparseInitializer = { new SparseTensorProto() } };
        var nested = new GraphProto { Node = { Holder("If", inner) } };

        Assert.All([inner, sparse, nested], graph => Expect(Models.With(Holder(type, graph)), "subgraph"));
        Assert.Contains($"\"{type} node\"", Refusal.Unsupported(Models.With(Holder(type, inner))).Message, StringComparison.Ordinal);
        OnnxModel.Read(Models.With(Holder(type, new GraphProto { Node = { Models.Node("Add", "x", "w") } })).ToByteArray());
    }

    [Fact]
    public void Constants_up_to_a_kibibyte_stay_in_the_skeleton_and_larger_ones_are_refused()
    {
        OnnxModel.Read(Constant("value", Small).ToByteArray());
        Expect(Constant("value", Large), "\"Constant\"", "\"value\"");
    }

    [Fact]
    public void A_long_name_does_not_make_a_small_constant_large()
    {
        var tensor = Small.Clone();
        tensor.DocString = new string('d', 5_000);

        OnnxModel.Read(Constant("value", tensor).ToByteArray());
    }

    [Fact]
    public void Floating_point_constants_count_in_whichever_field_they_are()
    {
        TensorProto[] tensors =
        [
            new() { DataType = 1, Dims = { 257 }, FloatData = { new float[257] } },
            new() { DataType = 11, Dims = { 129 }, DoubleData = { new double[129] } },
            new() { DataType = 10, Dims = { 513 }, Int32Data = { new int[513] } },
            new() { DataType = 16, Dims = { 513 }, Int32Data = { new int[513] } },
            new() { DataType = 17, Dims = { 1025 }, Int32Data = { new int[1025] } },
            new() { DataType = 14, Dims = { 129 }, FloatData = { new float[258] } },
        ];

        Assert.All(tensors, tensor => Expect(Constant("value", tensor), "weights"));
    }

    [Fact]
    public void Integer_constants_of_any_size_stay_in_the_skeleton() =>
        OnnxModel.Read(Constant("value", Models.Raw("", Models.Int64, 1000)).ToByteArray());

    [Fact]
    public void Lists_of_tensors_and_numbers_are_looked_into()
    {
        var tensors = Constant(new AttributeProto { Name = "tensors", Tensors = { Small, Large } });
        var floats = Constant(new AttributeProto { Name = "value_floats", Floats = { new float[257] } });
        var few = Constant(new AttributeProto { Name = "value_floats", Floats = { new float[256] } });
        var sparse = Constant(new AttributeProto { Name = "sparse_value", SparseTensor = new SparseTensorProto() });

        Expect(tensors, "\"tensors\"", "\"Constant\"");
        Expect(floats, "\"value_floats\"");
        Expect(sparse, "sparse");
        OnnxModel.Read(few.ToByteArray());
    }

    [Fact]
    public void Functions_are_looked_into()
    {
        var constant = Models.Of();
        constant.Functions.Add(new FunctionProto { Name = "f", Node = { Constant("value", Large).Graph.Node } });
        var preset = Models.Of();
        preset.Functions.Add(new FunctionProto { Name = "f", AttributeProto = { new AttributeProto { Name = "preset", T = Large } } });

        Expect(constant, "weights");
        Expect(preset, "function \"f\"");
    }

    private static ModelProto Constant(string attribute, TensorProto tensor) => Constant(new AttributeProto { Name = attribute, T = tensor });

    private static ModelProto Constant(AttributeProto attribute) =>
        Models.With(new NodeProto { OpType = "Constant", Output = { "c" }, Attribute = { attribute } });

    private static NodeProto Holder(string type, GraphProto graph) =>
        new() { OpType = type, Name = type + " node", Attribute = { new AttributeProto { Name = "body", G = graph } } };

    private static void Expect(ModelProto model, params string[] words)
    {
        string message = Refusal.Unsupported(model).Message;
        Assert.All(words, word => Assert.Contains(word, message, StringComparison.Ordinal));
    }
}
