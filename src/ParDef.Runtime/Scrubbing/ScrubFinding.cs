namespace ParDef.Runtime.Scrubbing;

/// <summary>What a check of a page has found, other than that all is right.</summary>
public enum ScrubFinding
{
    /// <summary>The page was wrong and was restored from the coded copy.</summary>
    PageRepaired,

    /// <summary>The page was wrong when it was checked, and right again before it was restored.</summary>
    PageChangedBack,

    /// <summary>The page was wrong again as soon as it was restored: somebody writes to it.</summary>
    PageResists,

    /// <summary>The page is wrong and the coded copy cannot say what it must hold.</summary>
    PageUnrepairable,

    /// <summary>The page is right; what the scrubber itself remembered of it, or the hash key, was wrong and was put right.</summary>
    TableRepaired,
}
