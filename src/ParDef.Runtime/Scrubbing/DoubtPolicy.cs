namespace ParDef.Runtime.Scrubbing;

/// <summary>What becomes of an answer whose run overlaps with the time in which a page was, or may have been, wrong.</summary>
public enum DoubtPolicy
{
    /// <summary>Strict: the caller is not to have it; the run is repeated or refused.</summary>
    Withhold,

    /// <summary>The caller gets it, and it counts as exposed.</summary>
    Return,
}
