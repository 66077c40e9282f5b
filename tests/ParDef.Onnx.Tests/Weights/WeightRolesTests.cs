using ParDef.Onnx.Proto;
using ParDef.Onnx.Tests.Samples;
using ParDef.Onnx.Weights;

namespace ParDef.Onnx.Tests.Weights;

public class WeightRolesTests
{
    [Theory]
    [InlineData("Conv", 1, 4, 0)]
    [InlineData("ConvTranspose", 1, 4, 1)]
    [InlineData("Gemm", 0, 2, 0)]
    [InlineData("Gemm", 1, 2, 1)]
    [InlineData("MatMul", 0, 2, 0)]
    [InlineData("MatMul", 1, 2, 1)]
    [InlineData("MatMul", 0, 4, 2)]
    [InlineData("MatMul", 1, 4, 3)]
    [InlineData("LSTM", 1, 3, 1)]
    [InlineData("LSTM", 2, 3, 1)]
    [InlineData("GRU", 1, 3, 1)]
    [InlineData("RNN", 2, 3, 1)]
    [InlineData("Gather", 0, 2, 0)]
    [InlineData("Gather", 0, 3, 0)]
    public void A_weight_operand_has_the_axis_of_its_output_channels(string type, int input, int rank, int axis) =>
        Assert.Equal(axis, Axis(rank, Consumer(type, input)));

    [Theory]
    [InlineData("Conv", 0, 4)]
    [InlineData("Conv", 2, 2)]
    [InlineData("Gemm", 2, 2)]
    [InlineData("Gemm", 1, 3)]
    [InlineData("LSTM", 1, 2)]
    [InlineData("LSTM", 3, 3)]
    [InlineData("Gather", 1, 2)]
    [InlineData("Add", 1, 2)]
    [InlineData("MatMul", 1, 1)]
    [InlineData("Gather", 0, 1)]
    [InlineData("MatMul", 1, 0)]
    public void Anything_else_is_no_weight(string type, int input, int rank) => Assert.Null(Axis(rank, Consumer(type, input)));

    [Theory]
    [InlineData("transA", 0, 1)]
    [InlineData("transB", 1, 0)]
    public void A_transposed_operand_of_gemm_has_the_other_axis(string flag, int input, int axis)
    {
        var node = Consumer("Gemm", input);
        node.Attribute.Add(new AttributeProto { Name = flag, I = 1 });

        Assert.Equal(axis, Axis(2, node));

        node.Attribute[0].I = 0;
        Assert.Equal(1 - axis, Axis(2, node));
    }

    [Fact]
    public void Identity_and_transpose_are_followed()
    {
        // The product sees extents (0, 1, 2, 3) as (2, 0, 3, 1), then as they are: its last axis is axis 1 of the weight.
        Assert.Equal(1, Axis(4, Transpose("w", "t", 2, 0, 3, 1), Rename("Identity", "t", "u"), Consumer("MatMul", 1, "u")));
        Assert.Equal(3, Axis(4, Transpose("w", "t", 2, 0, 3, 1), Transpose("t", "u", 1, 3, 0, 2), Consumer("MatMul", 1, "u")));
        Assert.Equal(0, Axis(3, Rename("Transpose", "w", "t"), Consumer("MatMul", 1, "t")));
    }

    [Theory]
    [InlineData(0L, 0L)]
    [InlineData(0L)]
    [InlineData(0L, 2L)]
    [InlineData(-1L, 0L)]
    [InlineData(0L, (1L << 32) + 1)]
    public void A_transpose_that_is_no_permutation_is_not_followed(params long[] permutation) =>
        Assert.Null(Axis(2, Transpose("w", "t", permutation), Consumer("MatMul", 1, "t")));

    [Fact]
    public void The_first_consumer_decides()
    {
        Assert.Equal(0, Axis(2, Consumer("Gather", 0), Consumer("MatMul", 1)));
        Assert.Equal(1, Axis(2, Consumer("MatMul", 1), Consumer("Gather", 0)));
        Assert.Null(Axis(2, Consumer("Shape", 0), Consumer("MatMul", 1)));
    }

    [Fact]
    public void Only_the_default_domain_is_looked_at()
    {
        var standard = Consumer("MatMul", 1);
        standard.Domain = "ai.onnx";
        var custom = Consumer("MatMul", 1);
        custom.Domain = "com.example";

        Assert.Equal(1, Axis(2, standard));
        Assert.Null(Axis(2, custom));
    }

    [Fact]
    public void A_graph_output_is_no_weight()
    {
        var direct = Model(2, Models.Float, Consumer("MatMul", 1));
        direct.Graph.Output.Add(new ValueInfoProto { Name = "w" });
        var renamed = Model(2, Models.Float, Rename("Identity", "w", "copy"), Consumer("MatMul", 1));
        renamed.Graph.Output.Add(new ValueInfoProto { Name = "copy" });

        Assert.Empty(WeightRoles.ChannelAxes(direct));
        Assert.Empty(WeightRoles.ChannelAxes(renamed));
    }

    [Fact]
    public void A_graph_input_may_be_a_weight()
    {
        var model = Model(2, Models.Float, Consumer("MatMul", 1));
        model.Graph.Input.Add(new ValueInfoProto { Name = "w" });

        Assert.Equal(1, WeightRoles.ChannelAxes(model)["w"]);
    }

    [Fact]
    public void A_table_of_integers_is_no_embedding() =>
        Assert.Empty(WeightRoles.ChannelAxes(Model(2, Models.Int64, Consumer("Gather", 0))));

    private static int? Axis(int rank, params NodeProto[] nodes) =>
        WeightRoles.ChannelAxes(Model(rank, Models.Float, nodes)).TryGetValue("w", out int axis) ? axis : null;

    private static ModelProto Model(int rank, int elementType, params NodeProto[] nodes)
    {
        var model = Models.Of(Models.Raw("w", elementType, [.. Enumerable.Repeat(2L, rank)]));
        model.Graph.Node.AddRange(nodes);
        return model;
    }

    private static NodeProto Consumer(string type, int input, string name = "w") =>
        Models.Node(type, [.. Enumerable.Range(0, input).Select(i => $"x{i}"), name]);

    private static NodeProto Rename(string type, string input, string output) => new() { OpType = type, Input = { input }, Output = { output } };

    private static NodeProto Transpose(string input, string output, params long[] permutation)
    {
        var node = Rename("Transpose", input, output);
        node.Attribute.Add(new AttributeProto { Name = "perm", Ints = { permutation } });
        return node;
    }
}
