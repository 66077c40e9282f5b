namespace ParDef.Runtime.Scrubbing;

/// <summary>Outcome of a check of all pages.</summary>
/// <param name="Findings">What was wrong; empty if nothing.</param>
public sealed record ScrubReport(IReadOnlyList<ScrubEventArgs> Findings)
{
    /// <summary>True if nothing was wrong.</summary>
    public bool IsClean => Findings.Count == 0;

    /// <summary>True if every page is right now: what was wrong was repaired.</summary>
    public bool IsRight => Findings.All(found => found.Finding is not (ScrubFinding.PageUnrepairable or ScrubFinding.PageResists));
}
