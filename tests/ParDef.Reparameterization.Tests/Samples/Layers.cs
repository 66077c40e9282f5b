namespace ParDef.Reparameterization.Tests.Samples;

/// <summary>Pieces of networks, on top of single nodes. Images are N x C x H x W, tokens N x T x D.</summary>
internal static class Layers
{
    public static string Conv(this GraphBuilder g, string x, int outputs, int groups = 1)
    {
        int inputs = g.Shape(x)[1];
        return g.Add("Conv", [x, g.Weight(outputs, inputs / groups, 3, 3), g.Weight(outputs)], ("group", groups), ("pads", new[] { 1, 1, 1, 1 }));
    }

    /// <summary>With gammas of both signs, a variance of zero and one that is denormal.</summary>
    public static string BatchNorm(this GraphBuilder g, string x)
    {
        int channels = g.Shape(x)[1];
        string variance = g.Weight(i => i switch { 0 => 0, 1 => double.Epsilon, _ => Math.Abs(g.Normal()) }, channels);
        return g.Add("BatchNormalization", [x, g.Weight(channels), g.Weight(channels), g.Weight(channels), variance], ("epsilon", 1e-2));
    }

    public static string Activation(this GraphBuilder g, string x, string type) => type switch
    {
        "PRelu" => g.Add(type, [x, g.Weight([g.Shape(x)[1], 1, 1])]),
        "Clip" => g.Add(type, [x, g.Weight(_ => 0, []), g.Weight(_ => 1, [])]),
        _ => g.Add(type, [x]),
    };

    public static string Residual(this GraphBuilder g, string x) => g.Add("Add", [x, g.Conv(g.Add("Relu", [g.Conv(x, g.Shape(x)[1] + 1)]), g.Shape(x)[1])]);

    /// <summary>The zero-padded shortcut of the first ResNets.</summary>
    public static string PaddedShortcut(this GraphBuilder g, string x)
    {
        string wide = g.Add("Pad", [x, g.Integers(0, 2, 0, 0, 0, 3, 0, 0)]);
        return g.Add("Relu", [g.Add("Add", [wide, g.Conv(x, g.Shape(x)[1] + 5)])]);
    }

    public static string SqueezeExcite(this GraphBuilder g, string x)
    {
        string pooled = g.Add("GlobalAveragePool", [x]);
        string gate = g.Add("Sigmoid", [g.Conv(g.Add("Relu", [g.Conv(pooled, 3)]), g.Shape(x)[1])]);
        return g.Add("Mul", [x, gate]);
    }

    public static string Shuffle(this GraphBuilder g, string x)
    {
        int[] shape = g.Shape(x);
        string cut = g.Add("Reshape", [x, g.Integers(shape[0], 2, shape[1] / 2, shape[2], shape[3])]);
        string turned = g.Add("Transpose", [cut], ("perm", new[] { 0, 2, 1, 3, 4 }));
        return g.Add("Reshape", [turned, g.Integers(shape[0], -1, shape[2], shape[3])]);
    }

    /// <summary>GroupNorm as exporters write it, with two groups.</summary>
    public static string GroupNorm(this GraphBuilder g, string x)
    {
        int[] shape = g.Shape(x);
        string cut = g.Add("Reshape", [x, g.Integers(0, 2, -1)]);
        string normal = g.Add("InstanceNormalization", [cut, g.Weight(_ => 1, 2), g.Weight(_ => 0, 2)]);
        string back = g.Add("Reshape", [normal, g.Integers([.. shape.Select(extent => (long)extent)])]);
        return g.Add("Add", [g.Add("Mul", [back, g.Weight(shape[1], 1, 1)]), g.Weight(shape[1], 1, 1)]);
    }

    public static string InstanceNorm(this GraphBuilder g, string x) =>
        g.Add("InstanceNormalization", [x, g.Weight(g.Shape(x)[1]), g.Weight(g.Shape(x)[1])]);

    /// <summary>Half of the channels go through a convolution, the other half pass.</summary>
    public static string SplitBranch(this GraphBuilder g, string x)
    {
        int half = g.Shape(x)[1] / 2;
        int rest = g.Shape(x)[1] - half;
        string[] parts = g.AddMany("Split", 2, [x, g.Integers(half, rest)], ("axis", 1));
        return g.Add("Concat", [parts[0], g.Conv(parts[1], rest)], ("axis", 1));
    }

    public static string Tokens(this GraphBuilder g, string x)
    {
        int[] shape = g.Shape(x);
        string flat = g.Add("Reshape", [x, g.Integers(shape[0], shape[1], -1)]);
        string tokens = g.Add("Transpose", [flat], ("perm", new[] { 0, 2, 1 }));
        return g.Add("Add", [tokens, g.Weight(1, shape[2] * shape[3], shape[1])]);
    }

    public static string LayerNorm(this GraphBuilder g, string x) =>
        g.Add("LayerNormalization", [x, g.Weight(g.Shape(x)[2]), g.Weight(g.Shape(x)[2])], ("axis", -1), ("epsilon", 1e-2));

    /// <summary>Attention with a fused projection, two heads of width three.</summary>
    public static string Attention(this GraphBuilder g, string x)
    {
        const int heads = 2;
        const int width = 3;
        int[] shape = g.Shape(x);
        string qkv = g.Dense(g.LayerNorm(x), 3 * heads * width);
        string cut = g.Add("Reshape", [qkv, g.Integers(shape[0], shape[1], 3, heads, width)]);
        string turned = g.Add("Transpose", [cut], ("perm", new[] { 2, 0, 3, 1, 4 }));
        string[] parts = [.. Enumerable.Range(0, 3).Select(i => g.Add("Gather", [turned, g.Scalar(i)], ("axis", 0)))];
        string scores = g.Add("MatMul", [parts[0], g.Add("Transpose", [parts[1]], ("perm", new[] { 0, 1, 3, 2 }))]);
        string mixed = g.Add("MatMul", [g.Add("Softmax", [scores], ("axis", -1)), parts[2]]);
        string joined = g.Add("Reshape", [g.Add("Transpose", [mixed], ("perm", new[] { 0, 2, 1, 3 })), g.Integers(shape[0], shape[1], heads * width)]);
        return g.Add("Add", [x, g.Dense(joined, shape[2])]);
    }

    public static string FeedForward(this GraphBuilder g, string x) =>
        g.Add("Add", [x, g.Add("Mul", [g.Dense(g.Add("Tanh", [g.Dense(g.LayerNorm(x), 5)]), g.Shape(x)[2]), g.Weight(g.Shape(x)[2])])]);

    public static string Dense(this GraphBuilder g, string x, int outputs) =>
        g.Add("Add", [g.Add("MatMul", [x, g.Weight(g.Shape(x)[^1], outputs)]), g.Weight(outputs)]);

    public static string Head(this GraphBuilder g, string x)
    {
        int width = g.Shape(x)[1];
        return g.Add("Gemm", [x, g.Weight(3, width), g.Weight(3)], ("transB", 1));
    }
}
