namespace ParDef.Artifacts.Opening;

/// <summary>What to do with a file that is damaged and can be repaired. A file that cannot is always refused.</summary>
public enum OpenPolicy
{
    /// <summary>Refuse it, so that somebody repairs the file.</summary>
    Strict,

    /// <summary>Repair it in memory, leave the file as it is, and report.</summary>
    Repairing,
}
