using System.IO.Compression;

namespace ParDef.Artifacts.Packing;

/// <summary>Blocks: stored, or one raw DEFLATE stream where that is shorter (docs/format.md section 9.4).</summary>
internal static class BlockCodec
{
    // Quantized weights have no repetitions worth looking for: entropy coding alone is as short and much faster.
    private static readonly ZLibCompressionOptions Integers = new()
    {
        CompressionLevel = 6,
        CompressionStrategy = ZLibCompressionStrategy.HuffmanOnly,
    };

    private static readonly ZLibCompressionOptions Structured = new() { CompressionLevel = 9 };

    /// <summary>The stored form of a block: shorter than it, or the block itself.</summary>
    public static ReadOnlyMemory<byte> Encode(ReadOnlyMemory<byte> block, PayloadStream stream, BlockCompression mode)
    {
        if (mode == BlockCompression.None || block.IsEmpty)
        {
            return block;
        }

        using var compressed = new MemoryStream(block.Length);
        using (var deflate = new DeflateStream(compressed, stream == PayloadStream.Integers ? Integers : Structured, leaveOpen: true))
        {
            deflate.Write(block.Span);
        }

        return compressed.Length < block.Length ? compressed.GetBuffer().AsMemory(0, (int)compressed.Length) : block;
    }

    /// <summary>Decodes a block into exactly <paramref name="block"/>; false if the stored form is not one of that length.</summary>
    public static bool TryDecode(ArraySegment<byte> stored, Span<byte> block)
    {
        if (stored.Count == block.Length)
        {
            stored.AsSpan().CopyTo(block);
            return true;
        }

        using var compressed = new MemoryStream(stored.Array!, stored.Offset, stored.Count, writable: false);
        using var deflate = new DeflateStream(compressed, CompressionMode.Decompress);
        try
        {
            return deflate.ReadAtLeast(block, block.Length, throwOnEndOfStream: false) == block.Length && deflate.ReadByte() < 0;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}
