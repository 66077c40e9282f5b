namespace ParDef.TestVectors.Building;

/// <summary>A block as it is written: what the table says, and the bytes.</summary>
/// <param name="Stream">1 to 4.</param>
/// <param name="Length">Before compression.</param>
/// <param name="Bytes">As stored.</param>
public sealed record StoredBlock(ulong Stream, ulong Length, byte[] Bytes)
{
    public static StoredBlock Plain(int stream, byte[] content) => new((ulong)stream, (ulong)content.Length, content);

    public static StoredBlock Deflated(int stream, byte[] content) => new((ulong)stream, (ulong)content.Length, FixedDeflate.Compress(content));
}
