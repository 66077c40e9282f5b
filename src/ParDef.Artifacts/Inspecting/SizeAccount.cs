namespace ParDef.Artifacts.Inspecting;

/// <summary>Where the bytes of an artifact go. The parts sum to the file.</summary>
public sealed record SizeAccount
{
    /// <summary>Quantized weights, one byte each.</summary>
    public required long Weights { get; init; }

    /// <summary>Scales and zero points.</summary>
    public required long Scales { get; init; }

    /// <summary>Tensors kept bit for bit.</summary>
    public required long LosslessTensors { get; init; }

    /// <summary>The model file without its tensors, and the manifest.</summary>
    public required long Graph { get; init; }

    /// <summary>What compression took off the four parts above; zero or negative.</summary>
    public required long SavedByCompression { get; init; }

    /// <summary>Parity of the error-correcting code.</summary>
    public required long Parity { get; init; }

    /// <summary>Tags of all pages.</summary>
    public required long Tags { get; init; }

    /// <summary>Copies of the header.</summary>
    public required long Header { get; init; }

    /// <summary>Zeros that fill up pages and header blocks.</summary>
    public required long Padding { get; init; }

    /// <summary>The whole file.</summary>
    public long Total => Weights + Scales + LosslessTensors + Graph + SavedByCompression + Parity + Tags + Header + Padding;
}
