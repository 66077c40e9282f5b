namespace ParDef.Artifacts.Recovering;

/// <summary>How much of a file is looked at.</summary>
internal enum RecoveryScope
{
    /// <summary>Header and payload pages; parity only if a payload page is bad. What opening a model needs.</summary>
    Payload,

    /// <summary>Every byte: all header copies, padding, payload and parity pages. What verifying and repairing need.</summary>
    WholeFile,
}
