using ParDef.Onnx.Proto;

namespace ParDef.Reparameterization.Tests.Samples;

/// <summary>Operators that work element by element, and reductions, with operands on which they are defined.</summary>
internal static class ElementLayers
{
    /// <summary>Operators of one operand that let positive factors through.</summary>
    public static IReadOnlyList<string> Homogeneous { get; } = ["Identity", "Dropout", "Relu", "LeakyRelu", "Abs", "Neg"];

    /// <summary>Operators of one operand that do not.</summary>
    public static IReadOnlyList<string> Pointwise { get; } =
        [.. Interpreting.Pointwise.All.Keys.Except(Homogeneous).Except(["Cast"]), "Clip"];

    public static IReadOnlyList<string> Reductions { get; } =
        ["ReduceMean", "ReduceSum", "ReduceMax", "ReduceMin", "ReduceL1", "ReduceL2", "ReduceSumSquare", "ReduceProd", "ReduceLogSum", "ReduceLogSumExp"];

    public static IReadOnlyList<string> Comparisons { get; } = ["Equal", "Less", "LessOrEqual", "Greater", "GreaterOrEqual"];

    public static string Activation(this GraphBuilder g, string x, string type) => type switch
    {
        "PRelu" => g.Add(type, [x, g.Weight([g.Shape(x)[1], 1, 1])]),
        "Clip" => g.Below(3) == 0 ? g.Add(type, [x, g.Weight(_ => 0)]) : g.Add(type, [x, g.Weight(_ => 0, []), g.Weight(_ => 1, [])]),
        "Log" or "Sqrt" or "Reciprocal" => g.Add(type, [g.AtLeastOne(x)]),
        "Exp" => g.Add(type, [g.Add("Neg", [g.Add("Abs", [x])])]),
        "IsNaN" => g.Add(type, [g.Add("Log", [x])]),
        "IsInf" => g.Add(type, [g.Add("Reciprocal", [g.Add("Relu", [x])])]),
        "Not" => g.Add(type, [g.Compared(x, x, "Greater")]),
        "Cast" => g.Add(type, [g.Add(type, [x], ("to", 11))], ("to", g.Below(2) == 0 ? 11 : 7)),
        _ => g.Add(type, [x]),
    };

    /// <summary>|x| + c with a c of its own for every channel, which takes its factor.</summary>
    public static string AtLeastOne(this GraphBuilder g, string x) =>
        g.Add("Add", [g.Add("Abs", [x]), g.Weight(_ => 1 + Math.Abs(g.Normal()), g.Shape(x)[1], 1, 1)]);

    /// <summary>An image and what a convolution makes of it, channel by channel.</summary>
    public static string Combined(this GraphBuilder g, string x, string type)
    {
        string other = g.Conv(x, g.Shape(x)[1]);
        return type switch
        {
            "Div" => g.Below(2) == 0 ? g.Add(type, [x, g.AtLeastOne(other)]) : g.Add(type, [g.Conv(x, 4), g.Weight(4, 1, 1)]),
            "Pow" => g.Add(type, [g.AtLeastOne(x), g.Add("Tanh", [other])]),
            "Mod" => g.Add(type, [g.Add("Tanh", [x]), g.Weight(_ => 0.3 + Math.Abs(g.Normal()), g.Shape(x)[1], 1, 1)], ("fmod", 1)),
            "Where" => g.Add(type, [g.Compared(x, other, "Less"), x, other]),
            "And" or "Or" or "Xor" => g.Add(type, [g.Compared(x, other, "Less"), g.Compared(x, g.Weight(g.Shape(x)[1], 1, 1), "Greater")]),
            _ when Comparisons.Contains(type) => g.Compared(x, other, type),
            _ => g.Add(type, [x, other]),
        };
    }

    /// <summary>A reduction of space, or of channels, or of both, that a convolution takes back into the image.</summary>
    public static string Reduced(this GraphBuilder g, string x, string type)
    {
        string operand = type switch
        {
            "ReduceLogSum" => g.AtLeastOne(x),
            "ReduceProd" or "ReduceSumSquare" => g.Add("Tanh", [x]),
            _ => x,
        };
        int[] axes = g.Below(4) switch { 0 => [1], 1 => [1, 2, 3], 2 => [2], _ => [2, 3] };
        return g.Joined(x, g.Reduce(type, operand, axes));
    }

    /// <summary>Axes are an attribute or an operand, as the operator set asks.</summary>
    public static string Reduce(this GraphBuilder g, string type, string x, int[] axes, int keepdims = 1) =>
        g.Opset >= 18 || type == "ReduceSum"
            ? g.Add(type, [x, g.Integers([.. axes.Select(axis => (long)axis)])], ("keepdims", keepdims))
            : g.Add(type, [x], ("axes", axes), ("keepdims", keepdims));

    public static string Reduce(this GraphBuilder g, string type, string x, int axis, int keepdims = 1) => g.Reduce(type, x, [axis], keepdims);

    /// <summary>Bodies that take an image from outside: which one runs is known, that is beside the point.</summary>
    public static string Branched(this GraphBuilder g, string x)
    {
        var yes = Body("yes", [], [new NodeProto { OpType = "Relu", Input = { x }, Output = { "yes" } }]);
        var no = Body("no", [], [new NodeProto { OpType = "Neg", Input = { x }, Output = { "no" } }]);
        return g.Add("If", [g.Truth(g.Below(2) == 0)], ("then_branch", yes), ("else_branch", no));
    }

    /// <summary>Adds an image from outside to what is carried, twice.</summary>
    public static string Looped(this GraphBuilder g, string x)
    {
        string start = g.Conv(x, g.Shape(x)[1]);
        var body = Body("carries", ["round", "goes", "carried"], [
            new NodeProto { OpType = "Identity", Input = { "goes" }, Output = { "on" } },
            new NodeProto { OpType = "Add", Input = { "carried", x }, Output = { "carries" } }]);
        body.Output.Insert(0, new ValueInfoProto { Name = "on" });
        return g.Add("Loop", [g.Scalar(2), "", start], ("body", body));
    }

    /// <summary>Both sides are rounded for Equal, so that some are.</summary>
    private static string Compared(this GraphBuilder g, string x, string y, string type)
    {
        string Rounded(string value) => g.Add("Round", [g.Add("Tanh", [value])]);
        return type == "Equal" ? g.Add(type, [Rounded(x), Rounded(y)]) : g.Add(type, [g.Add("Sin", [x]), g.Add("Tanh", [y])]);
    }

    private static GraphProto Body(string output, string[] inputs, NodeProto[] nodes) => new()
    {
        Name = "body",
        Input = { inputs.Select(name => new ValueInfoProto { Name = name }) },
        Node = { nodes },
        Output = { new ValueInfoProto { Name = output } },
    };
}
