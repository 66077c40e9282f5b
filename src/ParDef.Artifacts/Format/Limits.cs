using ParDef.ErrorCorrection.Construction;

namespace ParDef.Artifacts.Format;

/// <summary>Limits that are checked before anything is allocated (docs/format.md section 14).</summary>
public static class Limits
{
    /// <summary>Longest payload of any strength, in bytes.</summary>
    public const long PayloadBytes = 1_900_000_000;

    /// <summary>Longest manifest, in bytes.</summary>
    public const int ManifestBytes = 64 << 20;

    /// <summary>Longest model file and longest artifact file, in bytes: the longest array of the platform.</summary>
    public const int FileBytes = 0x7FFFFFC7;

    /// <summary>Greatest number of external files of a model.</summary>
    public const int ExternalFiles = 1_000;

    /// <summary>Greatest number of tensors in the manifest.</summary>
    public const int Tensors = 100_000;

    /// <summary>Greatest number of channels of all orbits of a reparameterization, and of its factors.</summary>
    public const int Channels = 1 << 22;

    /// <summary>Greatest number of positions on all rewritten axes of all tensors.</summary>
    public const int AxisPositions = 1 << 23;

    /// <summary>Longest payload of a strength, in bytes: with its parity it still fits an array.</summary>
    public static long PayloadBytesOf(Redundancy redundancy) => redundancy switch
    {
        Redundancy.Low => PayloadBytes,
        Redundancy.Default => 1_750_000_000,
        Redundancy.High => 1_390_000_000,
        Redundancy.Max => 1_040_000_000,
        _ => throw new ArgumentOutOfRangeException(nameof(redundancy)),
    };

    /// <summary>Longest block before compression, in bytes.</summary>
    public const int BlockBytes = 1 << 20;

    /// <summary>Longest identity, in bytes of UTF-8.</summary>
    public const int IdentityBytes = 256;
}
