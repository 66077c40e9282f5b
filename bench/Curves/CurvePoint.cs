using ParDef.ErrorRates.Sweeps;

namespace ParDef.Curves;

/// <summary>All frames simulated at one place of a curve.</summary>
/// <param name="X">Bit error rate, or share of the pages.</param>
/// <param name="Failures">Frames lost.</param>
/// <param name="Frames">Frames simulated.</param>
internal sealed record CurvePoint(double X, long Failures, long Frames)
{
    /// <summary>Share of the frames that failed.</summary>
    public double Y => (double)Failures / Frames;

    /// <summary>95 % interval.</summary>
    public WilsonInterval Interval => WilsonInterval.Of(Failures, Frames);
}
