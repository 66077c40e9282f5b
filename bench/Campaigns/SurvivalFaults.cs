using ParDef.Attacks.Faults;

namespace ParDef.Campaigns;

/// <summary>The damage that files must come back from, by the length of the file; and some that must be refused.</summary>
internal static class SurvivalFaults
{
    private const int SectorBytes = 4096;

    /// <summary>Flips, bursts and cuts that every file must survive.</summary>
    public static IEnumerable<(Fault Fault, Demand Demand)> Everyday(int length)
    {
        foreach (int bits in (int[])[1, 10, 1_000])
        {
            yield return (new FlipBits(bits), Demand.Repair);
        }

        foreach (double rate in (double[])[0.001, 0.003, 0.005])
        {
            yield return (new FlipShare(rate), Demand.Repair);
        }

        foreach (int percent in (int[])[1, 5, 10])
        {
            foreach (var fill in Enum.GetValues<Fill>())
            {
                yield return (new Burst((int)((long)length * percent / 100), fill), Demand.Repair);
            }
        }

        yield return (new CutEnd(length / 100), Demand.Repair);
        yield return (new Append(length / 100), Demand.Repair);
        yield return (new CutFront(length / 100), Demand.Repair);
        yield return (new Burst((int)(0.4 * length), Fill.Random), Demand.Refusal);
        yield return (new FlipShare(0.05), Demand.Refusal);
    }

    /// <summary>As much as the code was made for at the default strength.</summary>
    public static IEnumerable<(Fault Fault, Demand Demand)> AtTheLimit(int length)
    {
        foreach (double rate in (double[])[0.01, 0.015, 0.017])
        {
            yield return (new FlipShare(rate), Demand.Repair);
        }

        yield return (new Burst((int)(0.12 * length), Fill.Random), Demand.Repair);
        yield return (new Burst((int)(0.125 * length), Fill.Random), Demand.Repair);
        yield return (new Burst((int)(0.13 * length), Fill.Random), Demand.Stretch);

        yield return (new Sequence(new Burst(length / 20, Fill.Random), new FlipShare(0.005)), Demand.Repair);
        yield return (new FlipInPages(0.25, 0.12, SectorBytes), Demand.Repair);
        yield return (new FlipInPages(0.50, 0.045, SectorBytes), Demand.Repair);
        if (length / SectorBytes > 2_000)
        {
            yield return (new LosePages(200, SectorBytes, Fill.Random), Demand.Repair);
        }

        yield return (new FlipShare(0.025), Demand.Refusal);
    }
}
