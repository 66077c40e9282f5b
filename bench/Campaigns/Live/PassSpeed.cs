using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ParDef.Runtime.Scrubbing;

namespace ParDef.Campaigns.Live;

/// <summary>A whole check of warm memory beside a read-only sweep over the same bytes, on one core, one after the other in turn: the median of the ratios stands a machine that others use, too.</summary>
internal static class PassSpeed
{
    private const int Rounds = 301;
    private const int PagesOfMebibyte = 256;

    /// <summary>The lines of the report.</summary>
    public static IEnumerable<string> Run(Campaign campaign) =>
    [
        "## Speed",
        "",
        $"One check of all pages (`CheckAll`: tags, table and clock included) and one read-only sweep (512-bit XOR), {Rounds} times in turn after warming up. Ratio: speed of the check in speeds of the sweep, of every round; bar 0.7.",
        "",
        "| MiB | ratio, median | first and third quartile | GB/s of the check, median |",
        "| --- | --- | --- | --- |",
        .. ((int[])[2, 16, 64]).Select(mebibytes => Row(campaign, mebibytes)),
    ];

    private static string Row(Campaign campaign, int mebibytes)
    {
        var memory = new SyntheticMemory(mebibytes * PagesOfMebibyte, campaign.Seed);
        using var scrubber = new Scrubber(memory);
        var ratios = new List<double>();
        var times = new List<double>();
        ulong sum = 0;
        for (int round = -20; round < Rounds; round++)
        {
            campaign.Cancellation.ThrowIfCancellationRequested();
            double sweep = Seconds(() => sum ^= Sweep(memory.Live));
            double check = Seconds(() => scrubber.CheckAll(campaign.Cancellation));
            if (round >= 0)
            {
                ratios.Add(sweep / check);
                times.Add(check);
            }
        }

        ratios.Sort();
        times.Sort();
        GC.KeepAlive(sum);
        string row = string.Create(
            CultureInfo.InvariantCulture,
            $"| {mebibytes} | {ratios[Rounds / 2]:F2} | {ratios[Rounds / 4]:F2} to {ratios[3 * Rounds / 4]:F2} | {memory.Bytes / times[Rounds / 2] / 1e9:F1} |");
        Console.Error.WriteLine(row);
        return row;
    }

    private static double Seconds(Action work)
    {
        long began = TimeProvider.System.GetTimestamp();
        work();
        return TimeProvider.System.GetElapsedTime(began).TotalSeconds;
    }

    private static ulong Sweep(ReadOnlySpan<byte> bytes)
    {
        var vectors = MemoryMarshal.Cast<byte, Vector512<ulong>>(bytes);
        Vector512<ulong> a = default, b = default, c = default, d = default;
        for (int i = 0; i + 3 < vectors.Length; i += 4)
        {
            a ^= vectors[i];
            b ^= vectors[i + 1];
            c ^= vectors[i + 2];
            d ^= vectors[i + 3];
        }

        return Vector512.Sum(a ^ b ^ c ^ d);
    }
}
