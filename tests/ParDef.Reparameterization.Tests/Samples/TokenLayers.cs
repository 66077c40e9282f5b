namespace ParDef.Reparameterization.Tests.Samples;

/// <summary>Pieces of networks on tokens, N x T x D, and on rows of features.</summary>
internal static class TokenLayers
{
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

    /// <summary>Attention with a projection of its own for queries, keys and values.</summary>
    public static string SeparateAttention(this GraphBuilder g, string x)
    {
        const int heads = 2;
        const int width = 3;
        int[] shape = g.Shape(x);
        string Part(int[] order) => g.Add(
            "Transpose", [g.Add("Reshape", [g.Dense(x, heads * width), g.Integers(0, 0, heads, width)])], ("perm", order));
        string scores = g.Add("Mul", [g.Add("MatMul", [Part([0, 2, 1, 3]), Part([0, 2, 3, 1])]), g.Weight(_ => 0.3)]);
        string mixed = g.Add("MatMul", [g.Add("Softmax", [scores], ("axis", -1)), Part([0, 2, 1, 3])]);
        string joined = g.Add("Reshape", [g.Add("Transpose", [mixed], ("perm", new[] { 0, 2, 1, 3 })), g.Integers(shape[0], shape[1], heads * width)]);
        return g.Add("Add", [x, g.Dense(joined, shape[2])]);
    }

    /// <summary>RMS norm as exporters write it.</summary>
    public static string RmsNormInParts(this GraphBuilder g, string x)
    {
        string squares = g.Add("Pow", [x, g.Weight(_ => 2)]);
        string mean = g.Reduce("ReduceMean", squares, 2);
        string root = g.Add("Sqrt", [g.Add("Add", [mean, g.Weight(_ => 1e-2)])]);
        return g.Add("Mul", [g.Add("Div", [x, root]), g.Weight(g.Shape(x)[2])]);
    }

    /// <summary>A matrix and its transpose, as of an embedding that is the last layer as well.</summary>
    public static string TiedDense(this GraphBuilder g, string x)
    {
        string weight = g.Weight(g.Shape(x)[2], 5);
        string made = g.Add("Tanh", [g.Add("MatMul", [x, weight])]);
        return g.Add("MatMul", [made, g.Add("Transpose", [weight], ("perm", new[] { 1, 0 }))]);
    }

    /// <summary>Two cells of one kind; the second begins in the last state of the first, the first in zeros, or in a state that is said.</summary>
    public static string Recurrent(this GraphBuilder g, string x, string type)
    {
        const int units = 3;
        int directions = 1 + g.Below(2);
        int[] shape = g.Shape(x);
        string steps = g.Add("Transpose", [x], ("perm", new[] { 1, 0, 2 }));
        string start = g.Below(3) switch
        {
            0 => "",
            1 => g.Add("ConstantOfShape", [g.Integers(directions, shape[0], units)]),
            _ => g.Add("Unsqueeze", [g.Reduce("ReduceMean", steps, 0, keepdims: 0), g.Integers(0)]),
        };
        start = start.Length > 0 && g.Shape(start)[2] != units ? "" : start;
        start = start.Length > 0 && g.Shape(start)[0] != directions ? g.Add("Concat", [start, start], ("axis", 0)) : start;
        string[] first = g.Cell(type, steps, directions, units, start, start);
        string[] second = g.Cell(type, g.Folded(first[0]), directions, units, first[1], first[2]);
        return g.Dense(g.Add("Transpose", [g.Folded(second[0])], ("perm", new[] { 1, 0, 2 })), shape[2]);
    }

    /// <summary>Features of both directions side by side: T x N x D.</summary>
    private static string Folded(this GraphBuilder g, string y)
    {
        int[] shape = g.Shape(y);
        return shape[1] == 1 ? g.Add("Squeeze", [y, g.Integers(1)])
            : g.Add("Reshape", [g.Add("Transpose", [y], ("perm", new[] { 0, 2, 1, 3 })), g.Integers(shape[0], shape[2], -1)]);
    }

    private static string[] Cell(this GraphBuilder g, string type, string x, int directions, int units, string h, string c)
    {
        int rows = units * type switch { "LSTM" => 4, "GRU" => 3, _ => 1 };
        string[] inputs =
        [
            x, g.Weight(directions, rows, g.Shape(x)[2]), g.Weight(directions, rows, units), g.Below(3) == 0 ? "" : g.Weight(directions, 2 * rows), "", h,
            .. type == "LSTM" ? [c, g.Below(2) == 0 ? "" : g.Weight(directions, 3 * units)] : Array.Empty<string>(),
        ];
        string[] outputs = g.AddMany(
            type, type == "LSTM" ? 3 : 2, inputs, ("hidden_size", units), ("linear_before_reset", g.Below(2)));
        return [outputs[0], outputs[1], outputs[^1]];
    }

    /// <summary>Gemm in all its forms, from rows of features to outputs that nothing moves.</summary>
    public static string Head(this GraphBuilder g, string x)
    {
        int inputs = g.Shape(x)[1];
        bool isTurned = g.Below(2) == 0;
        string a = isTurned ? g.Add("Transpose", [x], ("perm", new[] { 1, 0 })) : x;
        string? c = g.Below(6) switch
        {
            0 => null,
            1 => g.Weight(_ => 0.5),
            2 => g.Weight(1),
            3 => g.Weight(g.Shape(x)[0], 1),
            4 => g.Weight(1, 5),
            _ => g.Weight(5),
        };
        string hidden = g.Add(
            "Gemm", [a, g.Weight(inputs, 5), .. c is null ? Array.Empty<string>() : [c]], ("transA", isTurned ? 1 : 0), ("alpha", 0.5), ("beta", 2.0));
        return g.Add("Gemm", [g.Add("Relu", [hidden]), g.Weight(3, 5), g.Weight(3)], ("transB", 1));
    }
}
