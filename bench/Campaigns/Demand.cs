namespace ParDef.Campaigns;

/// <summary>What must become of a damaged file.</summary>
internal enum Demand
{
    /// <summary>The identical file comes back, every time.</summary>
    Repair,

    /// <summary>How often the identical file comes back is counted; nothing is promised.</summary>
    Stretch,

    /// <summary>It is refused and left as it is, every time.</summary>
    Refusal,
}
