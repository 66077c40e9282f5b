using ParDef.Onnx.Proto;
using ParDef.Reparameterization.Tests.Interpreting;

namespace ParDef.Reparameterization.Tests.Samples;

/// <summary>Graphs of a few random layers, equal extents on different axes included.</summary>
internal static class RandomGraphs
{
    private static readonly string[] Activations = ["PRelu", "Cast", .. ElementLayers.Homogeneous, .. ElementLayers.Pointwise];

    private static readonly string[] Combinations =
        ["Add", "Sub", "Mul", "Div", "Sum", "Mean", "Max", "Min", "Where", "Pow", "Mod", "And", "Or", "Xor", .. ElementLayers.Comparisons];

    /// <summary>The graph of a seed, with the input it was made for.</summary>
    public static (ModelProto Model, IReadOnlyDictionary<string, Values> Input) Of(int seed)
    {
        var g = new GraphBuilder(seed, 1 + (seed / 2 % 2), 3, 4, 3);
        string x = g.Conv("x", 4 + (2 * g.Below(2)));
        int layers = 2 + g.Below(4);
        for (int layer = 0; layer < layers; layer++)
        {
            x = Layer(g, x);
        }

        return (g.Build(Ending(g, x)), g.Input);
    }

    private static string Layer(GraphBuilder g, string x) => g.Below(5) switch
    {
        0 => Convolution(g, x),
        1 => Regrouping(g, x),
        2 => Normalization(g, x),
        3 => g.Activation(x, Pick(g, Activations)),
        _ => Combination(g, x),
    };

    private static string Convolution(GraphBuilder g, string x)
    {
        int channels = g.Shape(x)[1];
        bool isEven = channels % 2 == 0;
        return g.Below(12) switch
        {
            10 => g.Below(2) == 0 ? g.QuantizedConv(x, 5, 1) : g.Conv(g.Rounded(x), 5),
            11 => isEven ? g.QuantizedConv(x, 6, 2) : g.QuantizedConv(x, channels, channels),
            0 => g.Conv(x, channels, groups: channels),
            1 => g.Conv(x, 2 * channels, groups: channels),
            2 when isEven => g.Conv(x, 6, groups: 2),
            3 => g.ConvTranspose(x, 5, 1),
            4 when isEven => g.ConvTranspose(x, 6, 2),
            5 => g.Conv1d(x, 5),
            6 => g.Conv3d(x, 5),
            7 => g.TiedConv(x),
            _ => g.Conv(x, 3 + g.Below(5)),
        };
    }

    private static string Regrouping(GraphBuilder g, string x) => g.Below(12) switch
    {
        0 => g.PaddedShortcut(x),
        1 when g.Shape(x)[1] % 2 == 0 => g.Shuffle(x),
        2 => g.SplitBranch(x),
        3 => g.Add("Concat", [x, g.Below(2) == 0 ? x : g.Conv(x, 3)], ("axis", 1)),
        4 => g.Resized(x, g.Below(3) == 0 ? 1.1 : 1),
        5 => g.Sliced(x),
        6 => g.OneChannel(x, Pick(g, ["Slice", "Split", "Gather"])),
        7 => g.Expanded(x),
        8 => g.Branched(x),
        9 => g.Looped(x),
        _ => g.Joined(x, g.Add(Pick(g, ["MaxPool", "AveragePool"]), [x], ("kernel_shape", g.Shape(x)[2..]))),
    };

    private static string Normalization(GraphBuilder g, string x)
    {
        int[] shape = g.Shape(x);
        return g.Below(7) switch
        {
            0 when shape[1] % 2 == 0 => g.GroupNorm(x),
            6 when shape[1] % 2 == 0 && g.Opset >= 21 => g.Add(
                "GroupNormalization", [x, g.Weight(shape[1]), g.Weight(shape[1])], ("num_groups", 2), ("epsilon", 1e-2)),
            1 when shape[0] == 1 && shape[1] % 4 == 0 => g.FoldedGroupNorm(x),
            2 => g.InstanceNorm(x),
            3 => g.Filled(x),
            _ => g.BatchNorm(x),
        };
    }

    private static string Combination(GraphBuilder g, string x) => g.Below(6) switch
    {
        0 => g.Residual(x),
        1 => g.SqueezeExcite(x),
        2 => g.Add("Mul", [x, g.Weight(g.Shape(x)[1], 1, 1)]),
        3 => g.Add("Sub", [x, g.Weight([])]),
        4 => g.Reduced(x, Pick(g, ElementLayers.Reductions)),
        _ => g.Combined(x, Pick(g, Combinations)),
    };

    private static string Ending(GraphBuilder g, string x)
    {
        switch (g.Below(6))
        {
            case 0:
                return g.Head(g.Add("Flatten", [g.Add(Pick(g, ["GlobalAveragePool", "GlobalMaxPool"]), [x])]));
            case 1:
                return g.Head(g.Add("Flatten", [g.Add("MaxPool", [x], ("kernel_shape", new[] { 2, 2 }))]));
            case 2:
                string pooled = g.Add("AveragePool", [x], ("kernel_shape", new[] { 2, 2 }));
                return g.Head(g.Add("Flatten", [g.Add(Pick(g, ["Softmax", "LogSoftmax"]), [pooled], ("axis", 1))]));
            default:
                string tokens = Sequence(g, Sequence(g, g.Tokens(x)));
                string mean = g.Reduce("ReduceMean", tokens, 1);
                return g.Add("MatMul", [mean, g.Weight(g.Shape(mean)[2], 3)]);
        }
    }

    private static string Sequence(GraphBuilder g, string x) => g.Below(9) switch
    {
        8 => g.QuantizedDense(x),
        7 => g.Add(g.Opset >= 23 ? "RMSNormalization" : "SimplifiedLayerNormalization", [x, g.Weight(g.Shape(x)[2])], ("axis", -1), ("epsilon", 1e-2)),
        0 => g.FeedForward(x),
        1 => g.Attention(x),
        2 => g.SeparateAttention(x),
        3 => g.RmsNormInParts(x),
        4 => g.TiedDense(x),
        _ => g.Recurrent(x, Pick(g, ["LSTM", "GRU", "RNN"])),
    };

    private static string Pick(GraphBuilder g, IReadOnlyList<string> choices) => choices[g.Below(choices.Count)];
}
