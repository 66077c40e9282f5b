namespace ParDef.Attacks.Searches;

/// <summary>Which inputs a targeted attack is about.</summary>
public enum TargetedBitFlipKind
{
    /// <summary>All inputs become the target (N-to-1).</summary>
    AllToOne,

    /// <summary>Inputs of one class become the target, whatever happens to the others.</summary>
    OneToOne,

    /// <summary>Inputs of one class become the target, and the others stay.</summary>
    Stealthy,
}
