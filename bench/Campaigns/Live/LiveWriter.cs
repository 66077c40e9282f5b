using ParDef.Runtime.Scrubbing;

namespace ParDef.Campaigns.Live;

/// <summary>A writer with access to the memory who keeps one page wrong for as much of the time as it can.</summary>
/// <param name="Name">What it does.</param>
/// <param name="Act">Its thread, until it is told to end.</param>
internal sealed record LiveWriter(string Name, Action<Span<byte>, Scrubber, Func<bool>> Act)
{
    // A writer does not know which page the scrubber takes next.
    private const int Page = 77;

    /// <summary>All writers.</summary>
    public static IReadOnlyList<LiveWriter> All =>
    [
        new("flips a bit again whenever it is right", (page, _, isEnding) => FlipAgain(page, isEnding)),
        Synchronised(0.5),
        Synchronised(0.1),
    ];

    /// <summary>Starts it.</summary>
    public Thread Start(SyntheticMemory memory, Scrubber scrubber, Func<bool> isEnding)
    {
        var thread = new Thread(() => Act(memory.Writable(Page), scrubber, isEnding));
        thread.Start();
        return thread;
    }

    private static void FlipAgain(Span<byte> page, Func<bool> isEnding)
    {
        byte right = page[0];
        while (!isEnding())
        {
            if (Volatile.Read(ref page[0]) == right)
            {
                Volatile.Write(ref page[0], (byte)(right ^ 1));
            }

            Thread.Sleep(0);
        }
    }

    /// <summary>Wrong from the end of a pass for a share of the next one: it sees every pass end, as nobody outside of the process can.</summary>
    private static LiveWriter Synchronised(double share) => new(
        FormattableString.Invariant($"follows the passes: wrong in the first {share:P0} of each, then right again"),
        (page, scrubber, isEnding) =>
        {
            byte right = page[0];
            long began = TimeProvider.System.GetTimestamp();
            while (!isEnding())
            {
                long passes = scrubber.Passes;
                Volatile.Write(ref page[0], (byte)(right ^ 1));
                Await(() => TimeProvider.System.GetElapsedTime(began) > LiveWriters.PassTime * share || isEnding());
                Volatile.Write(ref page[0], right);
                Await(() => scrubber.Passes > passes || isEnding());
                began = TimeProvider.System.GetTimestamp();
            }
        });

    private static void Await(Func<bool> condition)
    {
        while (!condition())
        {
            Thread.Sleep(0);
        }
    }
}
