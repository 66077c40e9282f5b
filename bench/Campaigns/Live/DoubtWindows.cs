using System.Collections.Concurrent;
using ParDef.Runtime.Scrubbing;

namespace ParDef.Campaigns.Live;

/// <summary>The times in which a scrubber says that some page may have been wrong, to compare with the answers that were.</summary>
internal sealed class DoubtWindows
{
    private readonly ConcurrentQueue<(long From, long To)> _windows = [];

    /// <summary>Enters a finding at the moment at which it is told.</summary>
    public void Enter(ScrubEventArgs found)
    {
        long now = TimeProvider.System.GetTimestamp();
        _windows.Enqueue((now - (long)(found.Window.TotalSeconds * TimeProvider.System.TimestampFrequency), now));
    }

    /// <summary>How many answers ended at times that no window covers.</summary>
    /// <param name="answers">Of each a time before and one after its end.</param>
    public int Outside(IEnumerable<(long Before, long After)> answers)
    {
        var merged = new List<(long From, long To)>();
        foreach (var window in _windows.Order())
        {
            if (merged.Count > 0 && window.From <= merged[^1].To)
            {
                merged[^1] = (merged[^1].From, Math.Max(merged[^1].To, window.To));
            }
            else
            {
                merged.Add(window);
            }
        }

        int outside = 0, next = 0;
        foreach (var (before, after) in answers.Order())
        {
            while (next < merged.Count && merged[next].To < before)
            {
                next++;
            }

            outside += next < merged.Count && merged[next].From <= after ? 0 : 1;
        }

        return outside;
    }
}
