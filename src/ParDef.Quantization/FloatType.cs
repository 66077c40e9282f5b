namespace ParDef.Quantization;

/// <summary>Floating-point types of stored tensors, little-endian.</summary>
public enum FloatType
{
    /// <summary>IEEE 754 binary32, 4 bytes.</summary>
    Binary32,

    /// <summary>IEEE 754 binary16, 2 bytes.</summary>
    Binary16,

    /// <summary>The upper half of a binary32, 2 bytes.</summary>
    BFloat16,

    /// <summary>IEEE 754 binary64, 8 bytes.</summary>
    Binary64,
}
