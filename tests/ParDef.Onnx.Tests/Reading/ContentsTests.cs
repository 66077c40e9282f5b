using Google.Protobuf;
using ParDef.Onnx.Proto;
using ParDef.Onnx.Reading;
using ParDef.Onnx.Tests.Samples;
using ParDef.Onnx.Weights;

namespace ParDef.Onnx.Tests.Reading;

/// <summary>Every place where weights lie is found, or left in the skeleton.</summary>
public class ContentsTests
{
    [Theory]
    [InlineData("If")]
    [InlineData("Loop")]
    [InlineData("Scan")]
    public void Initializers_of_subgraphs_are_listed_under_the_node_and_have_roles(string type)
    {
        var inner = new GraphProto { Initializer = { Models.Raw("v", Models.Float, 2, 2) }, Node = { Models.Node("MatMul", "x", "v") } };
        var outer = new GraphProto { Node = { Holder("If", inner) } };
        var model = Read(Models.With(Holder(type, outer)));

        // In the order of the file, in which nodes stand before initializers.
        Assert.Equal([$"{type} node.body/If node.body/v", "w"], model.Contents.Select(content => content.Bytes.Name));
        Assert.Equal(1, WeightRoles.AxesByTensor(model.Proto)[model.Contents[0].Tensor]);
    }

    [Fact]
    public void An_input_of_a_subgraph_hides_an_outer_weight()
    {
        var body = new GraphProto { Input = { new ValueInfoProto { Name = "w" } }, Node = { Models.Node("MatMul", "x", "w") } };
        var hidden = Models.With(Holder("Loop", body));
        var seen = Models.With(Holder("If", new GraphProto { Node = { Models.Node("MatMul", "x", "w") } }));

        Assert.Empty(WeightRoles.ChannelAxes(hidden));
        Assert.Equal(1, WeightRoles.ChannelAxes(seen)["w"]);
    }

    [Fact]
    public void Large_constants_are_listed_and_small_ones_stay_in_the_skeleton()
    {
        Assert.Single(Read(Models.With(Constant(Models.Raw("", Models.Float, 1, 1)))).Contents);
        var model = Read(Models.With(Constant(Models.Raw("", Models.Float, 257, 1)), Models.Node("MatMul", "x", "c")));
        Assert.Equal(["c", "w"], model.Contents.Select(content => content.Bytes.Name));
        Assert.Equal(1, WeightRoles.AxesByTensor(model.Proto)[model.Contents[0].Tensor]);
    }

    [Fact]
    public void Functions_training_graphs_and_sparse_parts_are_listed()
    {
        var model = Models.Of();
        model.Functions.Add(new FunctionProto { Name = "f", Node = { Constant(Models.Raw("", Models.Float, 300)) } });
        model.TrainingInfo.Add(new TrainingInfoProto { Algorithm = new GraphProto { Initializer = { Models.Raw("rate", Models.Float, 1) } } });
        model.Graph.SparseInitializer.Add(new SparseTensorProto
        {
            Values = Models.Raw("thin", Models.Float, 1),
            Indices = Models.Raw("", Models.Int64, 1),
            Dims = { 9 },
        });

        string[] expected = ["thin", "thin", "algorithm/rate", "f/c"];
        Assert.Equal(expected, Read(model).Contents.Select(content => content.Bytes.Name));
    }

    [Fact]
    public void Strings_lists_and_segments_stay_in_the_skeleton()
    {
        var strings = new TensorProto { Name = "s", DataType = 8, Dims = { 1 }, StringData = { ByteString.CopyFromUtf8("text") } };
        var half = new TensorProto { Name = "h", DataType = 10, Dims = { 2 }, Int32Data = { 1, 2 } };
        var part = Models.Raw("part", Models.Float, 1);
        part.Segment = new TensorProto.Types.Segment();

        Assert.Empty(Read(Models.Of(strings, half, part)).Contents);
    }

    [Fact]
    public void An_attribute_whose_tensor_is_written_twice_is_unsupported()
    {
        byte[] tensor = Models.Raw("", Models.Float, 300).ToByteArray();
        byte[] attribute = [.. Wire.Field(5, tensor), .. Wire.Field(5, tensor)];
        byte[] file = Wire.Graph(Wire.Field(1, Wire.Field(5, attribute)));

        Assert.Contains("several parts", Refusal.Unsupported(file).Message, StringComparison.Ordinal);
    }

    private static OnnxModel Read(ModelProto model) => OnnxModel.Read(model.ToByteArray());

    private static NodeProto Constant(TensorProto value) =>
        new() { OpType = "Constant", Output = { "c" }, Attribute = { new AttributeProto { Name = "value", T = value } } };

    private static NodeProto Holder(string type, GraphProto graph) =>
        new() { OpType = type, Name = type + " node", Attribute = { new AttributeProto { Name = "body", G = graph } } };
}
