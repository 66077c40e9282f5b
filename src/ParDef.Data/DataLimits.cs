namespace ParDef.Data;

/// <summary>What one input may ask for; checked before memory is taken.</summary>
internal static class DataLimits
{
    /// <summary>Longest side of an image, in pixels.</summary>
    public const int MaximumSide = 16_384;

    /// <summary>Largest area of an encoded image, in pixels: 64 Mi, that is 256 MiB while it is decoded.</summary>
    public const long MaximumArea = 1L << 26;

    /// <summary>Pixel bytes of an image set, and elements of a tensor: 2^30 - 1, so that every index fits an int.</summary>
    public const long MaximumElements = (1L << 30) - 1;

    /// <summary>Length of an encoded image or tensor file, in bytes: 2^31 - 2^16, what one array holds.</summary>
    public const long MaximumFileBytes = (1L << 31) - (1L << 16);
}
