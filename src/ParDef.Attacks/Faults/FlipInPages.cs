namespace ParDef.Attacks.Faults;

/// <summary>Flips a share of the bits of some pages and leaves the others alone. Pages are counted from the first byte; the last one may be shorter.</summary>
public sealed record FlipInPages : Fault
{
    /// <summary>Hits the share <paramref name="pageShare"/> of the pages, rounded up, each at the rate <paramref name="rate"/>.</summary>
    public FlipInPages(double pageShare, double rate, int pageBytes)
    {
        if (!(pageShare is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(pageShare), pageShare, "a share is 0 to 1");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(pageBytes, 1);
        PageShare = pageShare;
        Flips = new FlipShare(rate);
        PageBytes = pageBytes;
    }

    /// <summary>Share of the pages that are hit, 0 to 1.</summary>
    public double PageShare { get; }

    /// <summary>What happens to each of them.</summary>
    public FlipShare Flips { get; }

    /// <summary>Bytes a page.</summary>
    public int PageBytes { get; }

    /// <inheritdoc/>
    public override string Description => FormattableString.Invariant(
        $"{Flips.Description} in {100 * PageShare:0.######} % of the pages of {PageBytes:N0} bytes");

    /// <inheritdoc/>
    public override byte[] Apply(ReadOnlySpan<byte> content, SeededRandom random)
    {
        ArgumentNullException.ThrowIfNull(random);
        int pages = (int)(((long)content.Length + PageBytes - 1) / PageBytes);
        byte[] damaged = content.ToArray();
        foreach (int page in LosePages.Draw(pages, (int)Math.Ceiling(PageShare * pages), random))
        {
            var bytes = LosePage.Page(damaged, page, PageBytes);
            Flips.Apply(bytes, random).CopyTo(bytes);
        }

        return damaged;
    }
}
