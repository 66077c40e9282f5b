namespace ParDef.Quantization;

/// <summary>A tensor in eight bits an element.</summary>
public sealed record QuantizedTensor
{
    /// <summary>Type it was made from and goes back to.</summary>
    public required FloatType Type { get; init; }

    /// <summary>Meaning of the integers.</summary>
    public required QuantizationScheme Scheme { get; init; }

    /// <summary>Which elements share a scale.</summary>
    public required ChannelLayout Layout { get; init; }

    /// <summary>One byte an element, in element order; two's complement if symmetric.</summary>
    public required ReadOnlyMemory<byte> Values { get; init; }

    /// <summary>Steps, one a channel, positive; each is a binary32 value unless the type is <see cref="FloatType.Binary64"/>.</summary>
    public required IReadOnlyList<double> Scales { get; init; }

    /// <summary>Zero points, one a channel; empty if symmetric.</summary>
    public required ReadOnlyMemory<byte> ZeroPoints { get; init; }
}
