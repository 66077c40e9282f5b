namespace ParDef.Runtime.Scrubbing;

/// <summary>Something that a scrubber has found.</summary>
/// <param name="finding">What it is.</param>
/// <param name="page">Number of the page.</param>
/// <param name="window">Time since the page was last known to be right; for <see cref="ScrubFinding.TableRepaired"/> zero.</param>
public sealed class ScrubEventArgs(ScrubFinding finding, int page, TimeSpan window) : EventArgs
{
    /// <summary>What was found.</summary>
    public ScrubFinding Finding => finding;

    /// <summary>Number of the page, from 0.</summary>
    public int Page => page;

    /// <summary>How long the page may have been wrong: from the start of its last clean check until it was restored, or until now if it was not.</summary>
    public TimeSpan Window => window;
}
