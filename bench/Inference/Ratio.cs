using System.Globalization;

namespace ParDef.Inference;

/// <summary>A ratio measured once a block: geometric mean and 95 % interval over the blocks.</summary>
/// <param name="Blocks">The ratio of each block.</param>
internal sealed record Ratio(IReadOnlyList<double> Blocks)
{
    // Student's t for 95 % and 19 degrees of freedom; close enough for more blocks.
    private const double Quantile = 2.093;

    public double Mean => Math.Exp(Logarithms.Average());

    public override string ToString()
    {
        double mean = Logarithms.Average();
        double deviation = Math.Sqrt(Logarithms.Sum(value => (value - mean) * (value - mean)) / (Blocks.Count - 1));
        double half = Quantile * deviation / Math.Sqrt(Blocks.Count);
        return string.Create(CultureInfo.InvariantCulture, $"{Math.Exp(mean):F3} ({Math.Exp(mean - half):F3} .. {Math.Exp(mean + half):F3})");
    }

    private IEnumerable<double> Logarithms => Blocks.Select(ratio => Math.Log(ratio));
}
