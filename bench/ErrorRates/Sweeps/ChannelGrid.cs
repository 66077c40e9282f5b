using ParDef.ErrorRates.Channels;

namespace ParDef.ErrorRates.Sweeps;

/// <summary>The channels that a command line asks for: every combination of the numbers of one kind.</summary>
internal static class ChannelGrid
{
    /// <summary>The channels; none unless the lists that are not empty belong to exactly one kind.</summary>
    public static IReadOnlyList<Channel> Of(double[] flips, double[] lost, double[] sectors, double[] badShares, double[] badRates) =>
        (flips, lost, sectors, badShares, badRates) switch
        {
            ({ Length: > 0 }, [], [], [], []) => [.. flips.Select(rate => new FlippedBits(rate))],
            ([], { Length: > 0 }, [], [], []) => [.. lost.Select(share => new LostRun(share))],
            ({ Length: > 0 }, { Length: > 0 }, [], [], []) =>
                [.. from share in lost from rate in flips select new LostRunAndFlips(new LostRun(share), new FlippedBits(rate))],
            ([], [], { Length: > 0 }, [], []) => [.. sectors.Select(share => new LostSectors(share))],
            ([], [], [], { Length: > 0 }, { Length: > 0 }) => [.. from share in badShares from rate in badRates select new BadPages(share, rate)],
            _ => [],
        };
}
