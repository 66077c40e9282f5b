namespace ParDef.Attacks.Faults;

/// <summary>Overwrites distinct pages, every choice of them equally likely. The last page may be shorter.</summary>
public sealed record LosePages : Fault
{
    /// <summary>Loses <paramref name="count"/> random pages of <paramref name="pageBytes"/>.</summary>
    public LosePages(int count, int pageBytes, Fill fill)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfLessThan(pageBytes, 1);
        Count = count;
        PageBytes = pageBytes;
        Fill = fill;
    }

    /// <summary>Number of pages lost.</summary>
    public int Count { get; }

    /// <summary>Bytes a page.</summary>
    public int PageBytes { get; }

    /// <summary>What they are overwritten with.</summary>
    public Fill Fill { get; }

    /// <inheritdoc/>
    public override string Description =>
        FormattableString.Invariant($"lose {Counted(Count, "random page")} of {PageBytes:N0} bytes to {Fill.Name()}");

    /// <inheritdoc/>
    public override byte[] Apply(ReadOnlySpan<byte> content, SeededRandom random)
    {
        ArgumentNullException.ThrowIfNull(random);
        int pages = (int)(((long)content.Length + PageBytes - 1) / PageBytes);
        Require(Count <= pages, content, this);
        byte[] damaged = content.ToArray();
        foreach (int page in Draw(pages, Count, random))
        {
            Fill.Write(LosePage.Page(damaged, page, PageBytes), random);
        }

        return damaged;
    }

    /// <summary>Distinct numbers below <paramref name="pages"/>, every choice of them equally likely: the first steps of a Fisher-Yates shuffle.</summary>
    internal static IEnumerable<int> Draw(int pages, int count, SeededRandom random)
    {
        int[] order = [.. Enumerable.Range(0, pages)];
        for (int i = 0; i < count; i++)
        {
            int drawn = i + (int)random.Below(pages - i);
            (order[i], order[drawn]) = (order[drawn], order[i]);
            yield return order[i];
        }
    }
}
