namespace ParDef.Artifacts.Packing;

/// <summary>Whether blocks are compressed where that makes them smaller.</summary>
public enum BlockCompression
{
    /// <summary>Deflate where it helps.</summary>
    Auto,

    /// <summary>Every block as it is, so that each integer keeps a fixed place in the payload.</summary>
    None,
}
