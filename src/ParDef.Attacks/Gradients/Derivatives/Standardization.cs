namespace ParDef.Attacks.Gradients.Derivatives;

/// <summary>(x - mean) / sqrt(variance + epsilon) over axes, written once more for its derivative.</summary>
/// <param name="Value">The standardized value.</param>
/// <param name="Inverse">1 / sqrt(variance + epsilon).</param>
/// <param name="Axes">Over which mean and variance are taken.</param>
/// <param name="Share">1 / elements along the axes.</param>
internal sealed record Standardization(string Value, string Inverse, long[] Axes, string Share)
{
    public static Standardization Of(BackwardPass pass, string x, long[] axes, float epsilon)
    {
        long[] shape = pass.Shape(x);
        string share = pass.Number(1.0 / axes.Aggregate(1L, (product, axis) => product * shape[axis]));
        string centred = pass.Emit("Sub", [x, Mean(pass, x, axes, share)]);
        string variance = Mean(pass, pass.Times(centred, centred), axes, share);
        string inverse = pass.Emit("Reciprocal", [pass.Emit("Sqrt", [pass.Emit("Add", [variance, pass.Number(epsilon)])])]);
        return new Standardization(pass.Times(centred, inverse), inverse, axes, share);
    }

    /// <summary>From the gradient of the standardized value to that of x: (g - mean(g) - v mean(g v)) / sqrt(variance + epsilon).</summary>
    public string Back(BackwardPass pass, string gradient)
    {
        string alike = pass.Times(Value, Mean(pass, pass.Times(gradient, Value), Axes, Share));
        string rest = pass.Emit("Sub", [pass.Emit("Sub", [gradient, Mean(pass, gradient, Axes, Share)]), alike]);
        return pass.Times(rest, Inverse);
    }

    private static string Mean(BackwardPass pass, string value, long[] axes, string share) => pass.Times(pass.Sum(value, axes, keep: true), share);
}
