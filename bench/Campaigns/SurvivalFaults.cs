using ParDef.Attacks.Faults;

namespace ParDef.Campaigns;

/// <summary>The damage that files must come back from, by the length of the file; and some that must be refused.</summary>
internal static class SurvivalFaults
{
    private const int SectorBytes = 4096;

    /// <summary>Flips, bursts and cuts that every file must survive.</summary>
    public static IEnumerable<(Fault Fault, bool Repairable)> Everyday(int length)
    {
        foreach (int bits in (int[])[1, 10, 1_000])
        {
            yield return (new FlipBits(bits), true);
        }

        foreach (double rate in (double[])[0.001, 0.003, 0.005])
        {
            yield return (new FlipShare(rate), true);
        }

        foreach (int percent in (int[])[1, 5, 10])
        {
            foreach (var fill in Enum.GetValues<Fill>())
            {
                yield return (new Burst((int)((long)length * percent / 100), fill), true);
            }
        }

        yield return (new CutEnd(length / 100), true);
        yield return (new Append(length / 100), true);
        yield return (new CutFront(length / 100), true);
        yield return (new Burst((int)(0.4 * length), Fill.Random), false);
        yield return (new FlipShare(0.05), false);
    }

    /// <summary>As much as the code was made for at the default strength.</summary>
    public static IEnumerable<(Fault Fault, bool Repairable)> AtTheLimit(int length)
    {
        foreach (double rate in (double[])[0.01, 0.015, 0.017])
        {
            yield return (new FlipShare(rate), true);
        }

        foreach (double share in (double[])[0.12, 0.125, 0.13])
        {
            yield return (new Burst((int)(share * length), Fill.Random), true);
        }

        yield return (new Sequence(new Burst(length / 20, Fill.Random), new FlipShare(0.005)), true);
        yield return (new FlipInPages(0.25, 0.12, SectorBytes), true);
        yield return (new FlipInPages(0.50, 0.045, SectorBytes), true);
        if (length / SectorBytes > 2_000)
        {
            yield return (new LosePages(200, SectorBytes, Fill.Random), true);
        }

        yield return (new FlipShare(0.025), false);
    }
}
