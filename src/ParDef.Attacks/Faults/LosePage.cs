namespace ParDef.Attacks.Faults;

/// <summary>Overwrites one page. Pages are counted from the first byte; the last one may be shorter.</summary>
public sealed record LosePage : Fault
{
    /// <summary>Loses page <paramref name="index"/> (from 0) of pages of <paramref name="pageBytes"/>.</summary>
    public LosePage(int index, int pageBytes, Fill fill)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfLessThan(pageBytes, 1);
        Index = index;
        PageBytes = pageBytes;
        Fill = fill;
    }

    /// <summary>Number of the page, from 0.</summary>
    public int Index { get; }

    /// <summary>Bytes a page.</summary>
    public int PageBytes { get; }

    /// <summary>What it is overwritten with.</summary>
    public Fill Fill { get; }

    /// <inheritdoc/>
    public override string Description => FormattableString.Invariant($"lose page {Index:N0} of {PageBytes:N0} bytes to {Fill.Name()}");

    /// <inheritdoc/>
    public override byte[] Apply(ReadOnlySpan<byte> content, SeededRandom random)
    {
        ArgumentNullException.ThrowIfNull(random);
        Require((long)Index * PageBytes < content.Length, content, this);
        byte[] damaged = content.ToArray();
        Fill.Write(Page(damaged, Index, PageBytes), random);
        return damaged;
    }

    internal static Span<byte> Page(byte[] content, int index, int pageBytes)
    {
        int start = checked(index * pageBytes);
        return content.AsSpan(start, Math.Min(pageBytes, content.Length - start));
    }
}
