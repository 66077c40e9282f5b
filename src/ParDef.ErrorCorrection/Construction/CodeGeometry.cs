namespace ParDef.ErrorCorrection.Construction;

/// <summary>The numbers of the code for a payload of N pages (docs/format.md section 6).</summary>
public sealed class CodeGeometry
{
    /// <summary>Bytes of a page on disk.</summary>
    public const int PageBytes = 4096;

    /// <summary>Bytes of parity in a parity page; the rest of it is a tag that is not coded.</summary>
    public const int ParityBytes = 4080;

    /// <summary>Parity blocks of a section, and check rows of a section.</summary>
    public const int ParityBlocks = 5;

    /// <summary>Sections behind the data that end a chain: the coupling width.</summary>
    public const int TailSections = 2;

    private CodeGeometry(int payloadPages, int informationBlocks, int blockBytes, int sections, int chains)
    {
        PayloadPages = payloadPages;
        InformationBlocks = informationBlocks;
        BlockBytes = blockBytes;
        Sections = sections;
        Chains = chains;
    }

    /// <summary>K, information blocks of a data section.</summary>
    public int InformationBlocks { get; }

    /// <summary>Zb, the lifting size in bytes.</summary>
    public int BlockBytes { get; }

    /// <summary>S, data sections of a chain.</summary>
    public int Sections { get; }

    /// <summary>C, chains.</summary>
    public int Chains { get; }

    /// <summary>N, payload pages.</summary>
    public int PayloadPages { get; }

    /// <summary>P, payload pages that a chain has room for.</summary>
    public int PagesPerChain => Room(InformationBlocks, Sections, BlockBytes);

    /// <summary>Pp, parity pages of a chain.</summary>
    public int ParityPagesPerChain => (ChainParityBytes + ParityBytes - 1) / ParityBytes;

    /// <summary>M, parity pages.</summary>
    public int ParityPages => Chains * ParityPagesPerChain;

    /// <summary>Bytes of parity of a chain.</summary>
    public int ChainParityBytes => ParityBlocks * (Sections + TailSections) * BlockBytes;

    /// <summary>The geometry of a payload.</summary>
    /// <param name="payloadPages">N, at least 1.</param>
    /// <param name="redundancy">How much parity.</param>
    /// <exception cref="ArgumentOutOfRangeException">N is below 1 or does not fit in memory, or there is no such strength.</exception>
    public static CodeGeometry ForPages(long payloadPages, Redundancy redundancy = Redundancy.Default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(payloadPages, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(payloadPages, int.MaxValue / PageBytes);
        var row = GeometryLadder.Of(redundancy).First(row => payloadPages <= row.MostPages);
        int pages = (int)payloadPages;
        int chains = CeilingOf(pages, Room(row.InformationBlocks, row.GreatestSections, row.BlockBytes));
        int needed = CeilingOf((long)CeilingOf(pages, chains) * PageBytes, row.InformationBlocks * row.BlockBytes);
        int sections = FillParityPages(Math.Max(row.LeastSections, needed), row.BlockBytes);
        return Create(pages, row.InformationBlocks, row.BlockBytes, sections, chains);
    }

    /// <summary>A geometry by its numbers, for simulations and tests.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The chains do not have room for the pages.</exception>
    internal static CodeGeometry Create(int payloadPages, int informationBlocks, int blockBytes, int sections, int chains)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan((long)chains * Room(informationBlocks, sections, blockBytes), payloadPages, nameof(payloadPages));
        return new CodeGeometry(payloadPages, informationBlocks, blockBytes, sections, chains);
    }

    /// <summary>
    /// The most sections that take no more parity pages: what would be padding becomes parity over pages that are known zeros, and the code is the stronger for it.
    /// </summary>
    private static int FillParityPages(int sections, int blockBytes)
    {
        int sectionBytes = ParityBlocks * blockBytes;
        int parityPages = CeilingOf((long)sectionBytes * (sections + TailSections), ParityBytes);
        return parityPages * ParityBytes / sectionBytes - TailSections;
    }

    private static int Room(int informationBlocks, int sections, int blockBytes) =>
        (int)((long)informationBlocks * sections * blockBytes / PageBytes);

    private static int CeilingOf(long dividend, int divisor) => (int)((dividend + divisor - 1) / divisor);
}
