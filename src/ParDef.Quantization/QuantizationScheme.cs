namespace ParDef.Quantization;

/// <summary>How eight bits stand for a value (docs/format.md section 11).</summary>
public enum QuantizationScheme
{
    /// <summary>Unsigned with a zero point: w is about (q - z) s, q in 0..255.</summary>
    Affine,

    /// <summary>Signed without one: w is about q s, q in -127..127. What an integer engine needs.</summary>
    Symmetric,
}
