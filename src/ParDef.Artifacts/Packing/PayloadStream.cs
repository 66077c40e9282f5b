namespace ParDef.Artifacts.Packing;

/// <summary>The four kinds of content that blocks carry, in payload order (docs/format.md section 9.5).</summary>
internal enum PayloadStream
{
    /// <summary>The model file without the contents of its tensors.</summary>
    Skeleton = 1,

    /// <summary>Contents of tensors that are kept bit for bit.</summary>
    Kept = 2,

    /// <summary>Scales and zero points of quantized tensors.</summary>
    Scales = 3,

    /// <summary>Quantized tensors, one byte an element.</summary>
    Integers = 4,
}
