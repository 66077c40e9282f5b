namespace ParDef.Artifacts.Verifying;

/// <summary>The three outcomes of a verification.</summary>
public enum VerifyStatus
{
    /// <summary>Every byte is as it was written.</summary>
    Clean,

    /// <summary>Damage, all of it repairable to the last bit: this was tried, in memory.</summary>
    Repairable,

    /// <summary>Not to be used: forged, of another key, rolled back, unsupported, or damaged beyond repair.</summary>
    Refused,
}
