namespace ParDef.ErrorCorrection.Decoding;

/// <summary>
/// Weights of checks by the number of other doubtful words in them. With w the product of their factors, a check adds t times its balance to the votes and t w to the
/// weights, t = w / (1.02 - (w M)^2): least squares with the variance of the check, in integers.
/// </summary>
internal sealed class CheckWeights
{
    private const int ChecksInByte = 8;
    private const double VarianceFloor = 1.02;

    private readonly (int Scale, int Weight)[] _byOthers;

    /// <param name="factor">M, 1 - 2 p of a doubtful word.</param>
    /// <param name="words">Words in a check at most.</param>
    /// <param name="scale">The greatest weight as an integer.</param>
    /// <param name="isWeighted">False gives every check the same say.</param>
    public CheckWeights(double factor, int words, int scale, bool isWeighted)
    {
        double unit = Unit(factor, scale);
        _byOthers = new (int, int)[words + 1];
        for (int others = 0; others <= words; others++)
        {
            double product = Math.Pow(factor, others);
            int own = isWeighted ? (int)Math.Round(Exact(product, factor) / unit) : 1;
            _byOthers[others] = (own, (int)Math.Round(ChecksInByte * own * product));
        }
    }

    /// <summary>Scale for the balance of a byte of checks, and weight of that byte.</summary>
    public (int Scale, int Weight) this[int others] => _byOthers[others];

    /// <summary>What one integer step stands for.</summary>
    public static double Unit(double factor, int scale) => Exact(1, factor) / scale;

    private static double Exact(double product, double factor) => product / (VarianceFloor - product * product * factor * factor);
}
