using ParDef.ErrorRates.Channels;
using ParDef.ErrorRates.Sweeps;

namespace ParDef.Curves;

/// <summary>What a plot shows frame errors against.</summary>
/// <param name="Channel">Kind of the channel, as in the CSV files.</param>
/// <param name="Label">Label of the axis.</param>
/// <param name="LimitName">Name of the limit in the legend.</param>
/// <param name="Place">Where a row lies on the axis.</param>
/// <param name="Limit">Where the limit of a rate lies.</param>
internal sealed record Axis(string Channel, string Label, string LimitName, Func<SweepRow, double> Place, Func<double, double> Limit)
{
    /// <summary>All axes.</summary>
    public static IReadOnlyList<Axis> All { get; } =
    [
        new("flips", "raw bit error rate", "Shannon limit", row => row.Parameter("p"), ChannelLimit.OfFlips),
        new("lost", "share of the pages lost, one run", "erasure limit", PagesLost, ChannelLimit.OfLoss),
        new("sectors", "share of the pages lost, one by one", "erasure limit", PagesLost, ChannelLimit.OfLoss),
    ];

    /// <summary>The share that whole pages really make.</summary>
    private static double PagesLost(SweepRow row)
    {
        var geometry = row.Shape.OneChain();
        int pages = geometry.PayloadPages + geometry.ParityPages;
        return (double)PageShare.Of(pages, row.Parameter("f")) / pages;
    }
}
