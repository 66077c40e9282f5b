using ParDef.ErrorCorrection.Construction;

namespace ParDef.Artifacts.Format;

/// <summary>Where everything lies in a file of a given payload length (docs/format.md section 2).</summary>
public sealed class FileLayout
{
    /// <summary>Plaintext bytes in one payload page.</summary>
    public const int PageContentBytes = 4080;

    /// <summary>Bytes of a tag at the end of every page.</summary>
    public const int TagBytes = 16;

    private const int SmallCopies = 7;
    private const int LargeCopies = 21;
    private const long LargeFrom = 1 << 20;
    private const int LongFrom = 2048;

    private FileLayout(long payloadLength, CodeGeometry geometry)
    {
        PayloadLength = payloadLength;
        Geometry = geometry;
        HeaderCopies = payloadLength < LargeFrom ? SmallCopies : LargeCopies;
        HeaderBlockBytes = payloadLength < LargeFrom ? SmallCopies * Header.Bytes : CodeGeometry.PageBytes;
    }

    /// <summary>Length of the payload in bytes.</summary>
    public long PayloadLength { get; }

    /// <summary>Numbers of the error-correcting code.</summary>
    public CodeGeometry Geometry { get; }

    /// <summary>Copies of the header in one header block, 7 or 21.</summary>
    public int HeaderCopies { get; }

    /// <summary>Length of one header block, 1,344 or 4,096 bytes.</summary>
    public int HeaderBlockBytes { get; }

    /// <summary>Offset of payload page 0.</summary>
    public int PayloadOffset => HeaderBlockBytes;

    /// <summary>Length of all payload pages.</summary>
    public int PayloadPagesBytes => Geometry.PayloadPages * CodeGeometry.PageBytes;

    /// <summary>Offset of parity page 0.</summary>
    public int ParityOffset => BoundaryOffset + HeaderBlockBytes;

    /// <summary>Length of all parity pages.</summary>
    public int ParityPagesBytes => Geometry.ParityPages * CodeGeometry.PageBytes;

    /// <summary>Length of the whole file.</summary>
    public int FileBytes => EndOffset + HeaderBlockBytes;

    /// <summary>Offsets of the three header blocks.</summary>
    public IReadOnlyList<int> HeaderOffsets => [0, BoundaryOffset, EndOffset];

    private int BoundaryOffset => PayloadOffset + PayloadPagesBytes;

    private int EndOffset => ParityOffset + ParityPagesBytes;

    /// <summary>The layout for a payload of 1 to <see cref="Limits.PayloadBytesOf"/> bytes.</summary>
    public static FileLayout ForPayload(long payloadLength, Redundancy redundancy)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(payloadLength, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(payloadLength, Limits.PayloadBytesOf(redundancy));
        long pages = (payloadLength + PageContentBytes - 1) / PageContentBytes;
        return new FileLayout(payloadLength, CodeGeometry.ForPages(pages, redundancy));
    }

    /// <summary>
    /// The layouts whose file length is <paramref name="fileLength"/>: what a file whose length was not changed can have been, even if
    /// both its ends are destroyed. A few at most, since one length can belong to two strengths of very small payloads.
    /// </summary>
    internal static IEnumerable<FileLayout> ForFileLength(long fileLength) =>
        Enum.GetValues<Redundancy>().SelectMany(redundancy => ForFileLength(fileLength, redundancy));

    private static IEnumerable<FileLayout> ForFileLength(long fileLength, Redundancy redundancy)
    {
        // At least a third of a file is payload but for payloads of a few pages, and never more than all of it.
        long mostBytes = Limits.PayloadBytesOf(redundancy);
        long most = Math.Min(fileLength / CodeGeometry.PageBytes, (mostBytes + PageContentBytes - 1) / PageContentBytes);
        long least = Math.Max(1, most / 4);
        if (least >= LongFrom)
        {
            // One row of the geometry holds from here on. Parity is a fixed share, and less than four pages a chain for its tail and for rounding up.
            var geometry = CodeGeometry.ForPages(most, redundancy);
            double share = 1 + (double)CodeGeometry.ParityBlocks * CodeGeometry.PageBytes / (CodeGeometry.ParityBytes * geometry.InformationBlocks);
            double all = (double)fileLength / CodeGeometry.PageBytes - 3;
            least = Math.Max(least, (long)((all - 4.0 * geometry.Chains) / share) - 1);
            most = Math.Min(most, (long)(all / share) + 1);
        }

        for (long pages = least; pages <= most; pages++)
        {
            // Within one page the payload length decides nothing, but where a page crosses the border of the block lengths.
            long longest = Math.Min(pages * PageContentBytes, mostBytes);
            long shortest = (pages - 1) * PageContentBytes + 1;
            foreach (long payload in shortest < LargeFrom && longest >= LargeFrom ? [shortest, longest] : new[] { longest })
            {
                if (ForPayload(payload, redundancy) is var layout && layout.FileBytes == fileLength)
                {
                    yield return layout;
                }
            }
        }
    }
}
