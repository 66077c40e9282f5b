using ParDef.IndependentDecoder.Coding;

namespace ParDef.IndependentDecoder.Pages;

/// <summary>Where things lie in a file (section 2).</summary>
/// <param name="Geometry">Geometry of the code.</param>
/// <param name="Block">Length of a header block, H.</param>
public sealed record Layout(Geometry Geometry, int Block)
{
    /// <summary>Bytes of a page.</summary>
    public const int PageBytes = 4096;

    /// <summary>Bytes of a page without its tag.</summary>
    public const int PageContent = 4080;

    /// <summary>Length of the file.</summary>
    public long FileBytes => (3L * Block) + ((long)PageBytes * (Geometry.N + Geometry.M));

    /// <summary>Offset of the header block between payload and parity.</summary>
    public long Boundary => Block + ((long)PageBytes * Geometry.N);

    /// <summary>The layout of a payload.</summary>
    public static Layout Of(long payload, int redundancy) =>
        new(Geometry.Of(checked((int)((payload + PageContent - 1) / PageContent)), redundancy), payload < 1_048_576 ? 1344 : 4096);

    /// <summary>Offset of a payload page.</summary>
    public long PayloadPage(int page) => Block + ((long)PageBytes * page);

    /// <summary>Offset of a parity page.</summary>
    public long ParityPage(int page) => Boundary + Block + ((long)PageBytes * page);

    /// <summary>Writes the three header blocks.</summary>
    public void WriteHeaders(byte[] copy, byte[] file)
    {
        foreach (long from in new[] { 0, Boundary, FileBytes - Block })
        {
            Array.Clear(file, (int)from, Block);
            for (int at = 0; at + copy.Length <= Block; at += copy.Length)
            {
                copy.CopyTo(file, (int)from + at);
            }
        }
    }
}
