using ParDef.Artifacts.Packing;
using ParDef.ErrorCorrection.Construction;
using ParDef.Quantization;
using ParDef.Reparameterization.Keyed;

namespace ParDef.Artifacts.Protecting;

/// <summary>What a protected file says about itself and how it carries the weights.</summary>
public sealed record ProtectOptions
{
    /// <summary>Identity: 1 to 256 bytes of UTF-8 without control characters. Authenticated; a reader can demand it.</summary>
    public required string Id { get; init; }

    /// <summary>Revision, at least 1. Raise it for every new version of a model under one identity.</summary>
    public ulong Revision { get; init; } = 1;

    /// <summary>One scale for an output channel, or for a tensor.</summary>
    public Granularity Granularity { get; init; } = Granularity.Channel;

    /// <summary>Affine (8 bits with zero point), or symmetric, what an integer engine needs.</summary>
    public QuantizationScheme Scheme { get; init; } = QuantizationScheme.Affine;

    /// <summary>True keeps every tensor bit for bit: restoring gives the identical model file.</summary>
    public bool Lossless { get; init; }

    /// <summary>Whether the weights are stored in an order of their own: another model of the same function, drawn anew for every artifact.</summary>
    public bool Reparameterize { get; init; } = true;

    /// <summary>Whether, and how, channels are also scaled. A lossless artifact can only have <see cref="ScaleLaw.None"/>.</summary>
    public ScaleLaw Scales { get; init; } = ScaleLaw.None;

    /// <summary>How much parity the artifact carries.</summary>
    public Redundancy Redundancy { get; init; } = Redundancy.Default;

    /// <summary>Whether blocks are compressed.</summary>
    public BlockCompression Compression { get; init; } = BlockCompression.Auto;
}
