namespace ParDef.ErrorRates.Sweeps;

/// <summary>The interval of Wilson (1927) for a probability of which a number of trials has been seen, at 95 %.</summary>
/// <param name="Low">Lower end, 0 to 1.</param>
/// <param name="High">Upper end, 0 to 1.</param>
internal readonly record struct WilsonInterval(double Low, double High)
{
    private const double Quantile = 1.959963984540054;

    /// <summary>The interval after some failures in some trials, at least one.</summary>
    public static WilsonInterval Of(long failures, long trials)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(failures, trials);
        const double square = Quantile * Quantile;
        double share = (double)failures / trials;
        double center = share + square / (2 * trials);
        double half = Quantile * Math.Sqrt(share * (1 - share) / trials + square / (4.0 * trials * trials));
        double scale = 1 + square / trials;
        return new WilsonInterval(
            failures == 0 ? 0 : (center - half) / scale,
            failures == trials ? 1 : (center + half) / scale);
    }
}
