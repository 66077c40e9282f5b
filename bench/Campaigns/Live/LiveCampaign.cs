using System.CommandLine;

namespace ParDef.Campaigns.Live;

/// <summary>Faults and writers against watched memory while it is used.</summary>
internal static class LiveCampaign
{
    private static readonly Option<int> Faults = new("--faults") { Description = "Faults to inject", DefaultValueFactory = _ => 100_000 };
    private static readonly Option<int> Passes = new("--passes") { Description = "Most passes against a writer", DefaultValueFactory = _ => 400 };

    /// <summary>The verb.</summary>
    public static Command Command { get; } = new("live", "Live memory struck under load: found, repaired, alarmed") { Faults, Passes };

    /// <summary>The report, and whether all bars are met.</summary>
    public static (IEnumerable<string> Lines, bool Holds) Run(Campaign campaign, ParseResult parsed)
    {
        var (faults, areFound) = LiveFaults.Run(campaign, parsed.GetValue(Faults));
        var (writers, areMet) = LiveWriters.Run(campaign, parsed.GetValue(Passes));
        return ([.. campaign.Heading("Live memory under fire"), .. faults, .. writers, .. PassSpeed.Run(campaign)], areFound && areMet);
    }
}
