using ParDef.Attacks.Faults;

namespace ParDef.Evaluation.Trials;

/// <summary>Seeds of trials.</summary>
public static class TrialSeed
{
    /// <summary>
    /// The seed of a trial: number <paramref name="trial"/> of the SplitMix64 stream of the campaign's seed. It depends on nothing
    /// else, so neither order nor the number of machines changes a result.
    /// </summary>
    public static ulong Derive(ulong campaignSeed, long trial)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(trial);
        return SeededRandom.NumberAt(campaignSeed, (ulong)trial);
    }
}
