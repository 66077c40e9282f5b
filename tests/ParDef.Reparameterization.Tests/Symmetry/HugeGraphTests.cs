using ParDef.Onnx.Proto;
using ParDef.Reparameterization.Tests.Samples;

namespace ParDef.Reparameterization.Tests.Symmetry;

/// <summary>A few bytes of a graph that ask for more channels than any machine holds: nothing moves, and little is allocated.</summary>
public class HugeGraphTests
{
    private const long Allowed = 1L << 30;

    [Theory]
    [InlineData("pad")]
    [InlineData("flatten")]
    [InlineData("gather")]
    [InlineData("concat")]
    public void Shapes_beyond_all_bounds_are_not_followed(string kind)
    {
        var g = new GraphBuilder(1, 2, 3, 4, 3);
        string x = g.Conv("x", 4);
        long[] wide = [0, 0, 0, 0, 0, int.MaxValue, 0, 0];
        long[] high = [0, 0, 0, 0, 0, 0, 1 << 20, 1 << 20];
        string padding = g.Integers(kind == "flatten" ? high : wide);
        string zeros = g.Integers(new long[1 << 16]);
        var model = g.Build(x);
        (string Type, string[] Inputs)[] nodes = kind switch
        {
            "pad" => [("Pad", [x, padding])],
            "flatten" => [("Pad", [x, padding]), ("Flatten", ["y0"])],
            "gather" => [("Gather", [x, zeros]), ("Concat", [.. Enumerable.Repeat("y0", 1000)])],
            _ => [("Concat", [x, x]), .. Enumerable.Range(0, 40).Select(i => ("Concat", (string[])[$"y{i}", $"y{i}"]))],
        };
        for (int i = 0; i < nodes.Length; i++)
        {
            model.Graph.Node.Add(new NodeProto
            {
                OpType = nodes[i].Type,
                Input = { nodes[i].Inputs },
                Output = { $"y{i}" },
                Attribute = { new AttributeProto { Name = "axis", I = 1 } },
            });
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        var plan = Rewritten.Plan(model);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < Allowed);
        Assert.Empty(plan.Tensors);
        Assert.All(plan.Frozen, frozen => Assert.Equal("a graph with more channels than are followed", frozen.Reason));
    }

    [Fact]
    public void A_slice_of_a_long_signal_costs_nothing()
    {
        var g = new GraphBuilder(1, 2, 3, 4, 3);
        string x = g.Conv("x", 4);
        string kernel = g.Integers(0, 0, 0, 0, 0, 0, int.MaxValue, 0);
        string[] bounds = [g.Integers(1), g.Integers(int.MaxValue), g.Integers(2)];
        var model = g.Build(x);
        model.Graph.Node.Add(new NodeProto { OpType = "Pad", Input = { x, kernel }, Output = { "long" } });
        model.Graph.Node.Add(new NodeProto { OpType = "Slice", Input = { "long", bounds }, Output = { "half" } });
        long before = GC.GetAllocatedBytesForCurrentThread();
        Rewritten.Plan(model);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20);
    }
}
