namespace ParDef.ErrorCorrection;

/// <summary>How a chain was repaired.</summary>
public enum RepairMethod
{
    /// <summary>Only parity was bad: encoded anew.</summary>
    Reencoded,

    /// <summary>Erased pages were peeled.</summary>
    Peeled,

    /// <summary>Bits were flipped.</summary>
    BitFlipped,

    /// <summary>Decoded with probabilities.</summary>
    Soft,

    /// <summary>Some payload page still does not verify.</summary>
    Failed,
}
