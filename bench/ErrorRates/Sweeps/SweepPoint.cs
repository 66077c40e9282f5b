using System.Collections.Concurrent;
using ParDef.Attacks.Faults;
using ParDef.ErrorCorrection.Kernels;
using ParDef.ErrorRates.Channels;

namespace ParDef.ErrorRates.Sweeps;

/// <summary>One point of a curve: a chain on a channel. Frame i draws from number i of the seed only.</summary>
/// <param name="Shape">The chain.</param>
/// <param name="Channel">The channel.</param>
/// <param name="Seed">Seed of the point.</param>
internal sealed record SweepPoint(ChainShape Shape, Channel Channel, ulong Seed)
{
    /// <summary>Simulates until the rule says stop; frames run in parallel, one a core.</summary>
    public SweepRow Simulate(StopRule rule)
    {
        var geometry = Shape.OneChain();
        var idle = new ConcurrentBag<ChainFrames>();
        int frames = 0;
        int failures = 0;
        int miscorrected = 0;
        int wrong = 0;
        while (frames < rule.Frames && failures < rule.Errors)
        {
            var outcomes = new FrameOutcome[Math.Min(StopRule.Batch, rule.Frames - frames)];
            Parallel.ForEach(
                Partitioner.Create(Enumerable.Range(0, outcomes.Length), EnumerablePartitionerOptions.NoBuffering),
                () => idle.TryTake(out var worker) ? worker : new ChainFrames(geometry),
                (i, _, worker) =>
                {
                    outcomes[i] = worker.Run(Channel, SeededRandom.NumberAt(Seed, (ulong)(frames + i)));
                    return worker;
                },
                idle.Add);
            frames += outcomes.Length;
            failures += outcomes.Count(outcome => outcome.Failed);
            miscorrected += outcomes.Count(outcome => outcome.Miscorrected);
            wrong += outcomes.Sum(outcome => outcome.WrongPagesAccepted);
        }

        return new SweepRow(Shape, Channel.Kind, Channel.Parameters, frames, failures, miscorrected, wrong, Seed, KernelSet.Default.Name);
    }
}
