using ParDef.Onnx.Proto;
using ParDef.Reparameterization.Tests.Interpreting;

namespace ParDef.Reparameterization.Tests.Samples;

/// <summary>Graphs of a few random layers, equal extents on different axes included.</summary>
internal static class RandomGraphs
{
    private static readonly string[] Activations = ["Relu", "LeakyRelu", "Sigmoid", "Tanh", "HardSwish", "PRelu", "Clip"];

    /// <summary>The graph of a seed, with the input it was made for.</summary>
    public static (ModelProto Model, IReadOnlyDictionary<string, Values> Input) Of(int seed)
    {
        var g = new GraphBuilder(seed, 2, 3, 4, 3);
        string x = g.Conv("x", 4 + (2 * g.Below(2)));
        int layers = 2 + g.Below(4);
        for (int layer = 0; layer < layers; layer++)
        {
            x = Layer(g, x);
        }

        return (g.Build(Ending(g, x)), g.Input);
    }

    private static string Layer(GraphBuilder g, string x)
    {
        int channels = g.Shape(x)[1];
        bool isEven = channels % 2 == 0;
        return g.Below(16) switch
        {
            0 => g.Conv(x, 3 + g.Below(5)),
            1 => g.Conv(x, channels, groups: channels),
            2 => g.Conv(x, 2 * channels, groups: channels),
            3 when isEven => g.Conv(x, 6, groups: 2),
            4 => g.BatchNorm(x),
            5 => g.Residual(x),
            6 => g.PaddedShortcut(x),
            7 => g.SqueezeExcite(x),
            8 when isEven => g.Shuffle(x),
            9 when isEven => g.GroupNorm(x),
            10 => g.InstanceNorm(x),
            11 => g.SplitBranch(x),
            12 => g.Add("Concat", [x, g.Below(2) == 0 ? x : g.Conv(x, 3)], ("axis", 1)),
            13 => g.Add("Mul", [x, g.Weight(channels, 1, 1)]),
            14 => g.Add("Sub", [x, g.Weight([])]),
            _ => g.Activation(x, Activations[g.Below(Activations.Length)]),
        };
    }

    private static string Ending(GraphBuilder g, string x)
    {
        switch (g.Below(4))
        {
            case 0:
                return g.Head(g.Add("Flatten", [g.Add("GlobalAveragePool", [x])]));
            case 1:
                return g.Head(g.Add("Flatten", [g.Add("MaxPool", [x], ("kernel_shape", new[] { 2, 2 }))]));
            case 2:
                string shares = g.Add("Softmax", [g.Add("AveragePool", [x], ("kernel_shape", new[] { 2, 2 }))], ("axis", 1));
                return g.Head(g.Add("Flatten", [shares]));
            default:
                string tokens = g.FeedForward(g.Attention(g.Tokens(x)));
                string mean = g.Add("ReduceMean", [tokens], ("axes", new[] { 1 }));
                return g.Add("MatMul", [mean, g.Weight(g.Shape(mean)[2], 3)]);
        }
    }
}
