namespace ParDef.Attacks.Faults;

/// <summary>What stands where content was lost.</summary>
public enum Fill
{
    /// <summary>Bytes 0x00, as from an unwritten or zeroed sector.</summary>
    Zero,

    /// <summary>Bytes 0xFF, as from erased flash.</summary>
    Ones,

    /// <summary>Random bytes, as from a misdirected write; one in 256 equals what was there.</summary>
    Random,
}
