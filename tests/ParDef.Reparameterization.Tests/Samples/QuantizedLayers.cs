namespace ParDef.Reparameterization.Tests.Samples;

/// <summary>Layers whose weights are integers, as quantizing exporters write them.</summary>
internal static class QuantizedLayers
{
    public static string QuantizedConv(this GraphBuilder g, string x, int outputs, int groups)
    {
        int[] shape = [outputs, g.Shape(x)[1] / groups, 3, 3];
        string scale = g.Scale(outputs, out bool isEach);
        string weight = g.Dequantized(g.Stored(3, shape), scale, isEach ? g.Stored(3, outputs) : "", axis: 0);
        string bias = g.Dequantized(g.Stored(6, outputs), scale, "", axis: 0);
        return g.Add("Conv", [g.Rounded(x), weight, bias], ("group", groups), ("pads", new[] { 1, 1, 1, 1 }));
    }

    /// <summary>A matrix that is stored the other way round, turned before it becomes numbers or after.</summary>
    public static string QuantizedDense(this GraphBuilder g, string x)
    {
        int width = g.Shape(x)[2];
        const int outputs = 5;
        string scale = g.Scale(outputs, out _);
        string stored = g.Stored(3, outputs, width);
        string weight = g.Below(2) == 0
            ? g.Add("Transpose", [g.Dequantized(stored, scale, "", axis: 0)], ("perm", new[] { 1, 0 }))
            : g.Dequantized(g.Add("Transpose", [stored], ("perm", new[] { 1, 0 })), scale, "", axis: 1);
        return g.Dense(g.Add("Tanh", [g.Add("MatMul", [g.Rounded(x), weight])]), width);
    }

    /// <summary>An activation rounded to eight bits.</summary>
    public static string Rounded(this GraphBuilder g, string x)
    {
        string scale = g.Weight(_ => 0.1);
        string zero = g.Stored(2);
        return g.Add("DequantizeLinear", [g.Add("QuantizeLinear", [x, scale, zero]), scale, zero]);
    }

    private static string Dequantized(this GraphBuilder g, string stored, string scale, string zero, int axis) =>
        g.Add("DequantizeLinear", zero.Length > 0 ? [stored, scale, zero] : [stored, scale], ("axis", axis));

    private static string Scale(this GraphBuilder g, int outputs, out bool isEach)
    {
        isEach = g.Below(2) == 0;
        return isEach ? g.Weight(_ => 0.01 + (0.01 * Math.Abs(g.Normal())), outputs) : g.Weight(_ => 0.02);
    }
}
