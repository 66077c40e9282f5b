using ParDef.Artifacts.Packing;
using ParDef.Reparameterization.Symmetry;

namespace ParDef.Artifacts.Reparameterizing;

/// <summary>What lies along an axis, as runs of positions with constant steps, and back (docs/format.md section 11a).</summary>
internal static class AxisRuns
{
    /// <summary>Most factors of one position.</summary>
    public const int FactorsOfPosition = 8;

    /// <summary>The runs of an axis, each as long as it can be. Without factors, positions that only have those become positions that stay.</summary>
    public static IEnumerable<RunEntry> Encode(PlannedAxis axis, bool withFactors)
    {
        for (int start = 0; start < axis.Channels.Length;)
        {
            var run = First(axis, start, withFactors);
            int end = start + 1;
            if (end < axis.Channels.Length && IsAlike(run, First(axis, end, withFactors)))
            {
                SetSteps(run, First(axis, end, withFactors));
                do
                {
                    run.Count++;
                    end++;
                }
                while (end < axis.Channels.Length && Continues(run, First(axis, end, withFactors)));
            }

            yield return run;
            start = end;
        }
    }

    /// <summary>The axis of a list of runs; null where a run is not in its one form or a number is out of range.</summary>
    /// <param name="runs">Runs whose counts sum to <paramref name="extent"/>.</param>
    /// <param name="extent">Positions.</param>
    /// <param name="channels">Channels there are.</param>
    /// <param name="factors">Factors there are; 0 for a tensor that cannot have any.</param>
    public static PlannedAxis? Decode(IReadOnlyList<RunEntry> runs, int extent, int channels, int factors)
    {
        for (int i = 0; i < runs.Count; i++)
        {
            if (!IsInRange(runs[i], channels, factors) || (i > 0 && IsAlike(runs[i - 1], runs[i]) && (runs[i - 1].Count == 1 || Continues(runs[i - 1], runs[i]))))
            {
                return null;
            }
        }

        var axis = new PlannedAxis(new int[extent], new int[extent], new int[extent][]);
        int position = 0;
        foreach (var run in runs)
        {
            for (int i = 0; i < run.Count; i++, position++)
            {
                axis.Channels[position] = (int)Channel(run, i) - 1;
                axis.Tags[position] = (int)Tag(run, i);
                axis.Scales[position] = run.Factors.Count == 0 ? [] : [.. run.Factors.Select((_, j) => (int)Factor(run, j, i))];
            }
        }

        return axis;
    }

    private static RunEntry First(PlannedAxis axis, int position, bool withFactors)
    {
        bool moves = axis.Channels[position] >= 0;
        var run = new RunEntry { Count = 1, Channel = (uint)(axis.Channels[position] + 1), Tag = moves ? (uint)axis.Tags[position] : 0 };
        if (withFactors)
        {
            run.Factors.Add(axis.Scales[position]);
        }

        return run;
    }

    private static bool IsAlike(RunEntry run, RunEntry next) => (run.Channel == 0) == (next.Channel == 0) && run.Factors.Count == next.Factors.Count;

    private static void SetSteps(RunEntry run, RunEntry next)
    {
        run.ChannelStep = (int)next.Channel - (int)run.Channel;
        run.TagStep = (int)next.Tag - (int)run.Tag;
        run.FactorSteps.Add(next.Factors.Zip(run.Factors, (to, from) => to - from));
    }

    private static bool Continues(RunEntry run, RunEntry next) =>
        IsAlike(run, next)
        && Channel(run, run.Count) == next.Channel
        && Tag(run, run.Count) == next.Tag
        && Enumerable.Range(0, run.Factors.Count).All(j => Factor(run, j, run.Count) == next.Factors[j]);

    private static bool IsInRange(RunEntry run, int channels, int factors)
    {
        long last = run.Count - 1L;
        bool stays = run.Channel == 0;
        bool isFormed = run.Count > 0
            && run.Factors.Count <= FactorsOfPosition
            && run.FactorSteps.Count == (last > 0 ? run.Factors.Count : 0)
            && (last > 0 || (run.ChannelStep == 0 && run.TagStep == 0))
            && (!stays || (run.ChannelStep == 0 && run.TagStep == 0 && run.Tag == 0));
        if (!isFormed)
        {
            return false;
        }

        // Steps are constant: what holds for both ends holds between them, but for factors that pass through zero.
        return (stays || (run.Channel <= channels && Channel(run, last) >= 1 && Channel(run, last) <= channels))
            && run.Tag <= int.MaxValue && Tag(run, last) is >= 0 and <= int.MaxValue
            && Enumerable.Range(0, run.Factors.Count).All(j => IsFactor(run, j, factors));
    }

    private static bool IsFactor(RunEntry run, int j, int factors)
    {
        long first = run.Factors[j];
        long last = Factor(run, j, run.Count - 1L);
        bool passesZero = Math.Sign(first) != Math.Sign(last) && (first == 0 || last == 0 || first % run.FactorSteps[j] == 0);
        return first != 0 && last != 0 && Math.Abs(first) <= factors && Math.Abs(last) <= factors && !passesZero;
    }

    private static long Channel(RunEntry run, long position) => run.Channel + (position * run.ChannelStep);

    private static long Tag(RunEntry run, long position) => run.Tag + (position * run.TagStep);

    private static long Factor(RunEntry run, int j, long position) => run.Factors[j] + (position == 0 ? 0 : position * run.FactorSteps[j]);
}
