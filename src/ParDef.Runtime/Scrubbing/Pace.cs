namespace ParDef.Runtime.Scrubbing;

/// <summary>When the next batch is due under a byte rate. Pauses vary by half, so that nobody can foresee them; the rate holds over time.</summary>
internal sealed class Pace(long bytesPerSecond, TimeProvider clock, Func<ulong> random)
{
    // After a longer stop the rate is kept from there on: the backlog is not worth a burst.
    private static readonly TimeSpan MostBacklog = TimeSpan.FromMilliseconds(250);

    private long _due = clock.GetTimestamp();

    /// <summary>How long to wait, after so many bytes were checked; zero if there is a backlog.</summary>
    public TimeSpan After(long bytes)
    {
        double seconds = (double)bytes / bytesPerSecond * (0.5 + random() / (double)ulong.MaxValue);
        long earliest = clock.GetTimestamp() - Ticks(MostBacklog.TotalSeconds);
        _due = Math.Max(_due, earliest) + Ticks(seconds);
        var ahead = clock.GetElapsedTime(clock.GetTimestamp(), _due);
        return ahead > TimeSpan.Zero ? ahead : TimeSpan.Zero;
    }

    private long Ticks(double seconds) => (long)(seconds * clock.TimestampFrequency);
}
