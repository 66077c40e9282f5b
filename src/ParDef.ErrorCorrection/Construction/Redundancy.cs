namespace ParDef.ErrorCorrection.Construction;

/// <summary>How much parity a file carries. The number stands in the header (docs/format.md section 4).</summary>
public enum Redundancy
{
    /// <summary>About 19 % of the payload.</summary>
    Default = 1,

    /// <summary>About 10 %.</summary>
    Low = 2,

    /// <summary>About 51 %.</summary>
    High = 3,

    /// <summary>About 102 %.</summary>
    Max = 4,
}
