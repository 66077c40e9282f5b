using System.Runtime.Intrinsics;
using ParDef.Runtime.Scrubbing.Kernels;

namespace ParDef.Runtime.Scrubbing;

/// <summary>
/// Checks pages and puts right what is wrong: the page, or what is remembered of it. A tag that differs only raises the question; the content recomputed from the coded copy answers it. Thread-safe, one batch at a time.
/// </summary>
internal sealed class PageWatch : IDisposable
{
    private readonly IWatchedMemory _memory;
    private readonly TimeProvider _clock;
    private readonly Lock _gate = new();
    private readonly long _since;
    private readonly byte[] _right = new byte[ChecksumKernel.PageBytes];
    private readonly byte[] _again = new byte[ChecksumKernel.PageBytes];
    private readonly int[] _one = new int[1];
    private readonly Vector128<ulong>[] _masks = new Vector128<ulong>[PageTags.BatchPages];

    /// <summary>Takes the tags of all pages, which must be right at this moment.</summary>
    public PageWatch(IWatchedMemory memory, TimeProvider clock)
    {
        _memory = memory;
        _clock = clock;
        Count = memory.PageCount;
        Ledger = new ExposureLedger(clock);
        Table = new PageTable(Count);
        _since = clock.GetTimestamp();
        for (int page = 0; page < Count; page++)
        {
            Bytes += memory.Page(page).Length;
            Table.SetTag(page, Tags.Tag(memory.Page(page), MaskOf(page)));
            Table.SetLastCheck(page, _since);
        }
    }

    /// <summary>How many pages there are, 1 or more.</summary>
    public int Count { get; }

    /// <summary>Bytes of all pages.</summary>
    public long Bytes { get; }

    public ExposureLedger Ledger { get; }

    /// <summary>Keys and table, for those who inject faults.</summary>
    internal PageTags Tags { get; } = new(ChecksumKernel.Default);

    internal PageTable Table { get; }

    /// <summary>Checks up to <see cref="PageTags.BatchPages"/> pages.</summary>
    /// <param name="pages">Their numbers.</param>
    /// <param name="findings">What was wrong is added here.</param>
    /// <returns>Bytes read.</returns>
    public long Check(ReadOnlySpan<int> pages, List<ScrubEventArgs> findings)
    {
        lock (_gate)
        {
            long bytes = 0;

            // The time before the first byte is read: a page may change behind the reader.
            long began = _clock.GetTimestamp();
            Tags.Masks(pages, _masks);
            for (int i = 0; i < pages.Length; i++)
            {
                var content = _memory.Page(pages[i]);
                bytes += content.Length;
                if (Tags.Tag(content, _masks[i]) == Table.Tag(pages[i]))
                {
                    Accept(pages[i], began, findings);
                }
                else
                {
                    Doubt(pages[i], _masks[i], began, findings);
                }
            }

            return bytes;
        }
    }

    /// <summary>Compares the copies of the hash key.</summary>
    public void CheckKey(List<ScrubEventArgs> findings)
    {
        lock (_gate)
        {
            if (Tags.Key.Mend())
            {
                findings.Add(new ScrubEventArgs(ScrubFinding.TableRepaired, 0, TimeSpan.Zero));
            }
        }
    }

    /// <summary>Time of the last clean check of a page, or of the start where that was lost.</summary>
    public long LastCheck(int page) => Table.TryLastCheck(page, out long timestamp) ? timestamp : _since;

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            Tags.Dispose();
            Table.Dispose();
        }
    }

    private Vector128<ulong> MaskOf(int page)
    {
        _one[0] = page;
        Tags.Masks(_one, _masks);
        return _masks[0];
    }

    private void Accept(int page, long began, List<ScrubEventArgs> findings)
    {
        if (!Table.TryLastCheck(page, out _))
        {
            findings.Add(new ScrubEventArgs(ScrubFinding.TableRepaired, page, TimeSpan.Zero));
        }

        Table.SetLastCheck(page, began);
        Ledger.Leave(page);
    }

    private void Doubt(int page, Vector128<ulong> mask, long began, List<ScrubEventArgs> findings)
    {
        Ledger.Suspect();
        try
        {
            if (Tags.Key.Mend())
            {
                findings.Add(new ScrubEventArgs(ScrubFinding.TableRepaired, page, TimeSpan.Zero));
                if (Tags.Tag(_memory.Page(page), mask) == Table.Tag(page))
                {
                    Accept(page, began, findings);
                    return;
                }
            }

            Decide(page, mask, findings);
        }
        finally
        {
            Ledger.Settle();
        }
    }

    private void Decide(int page, Vector128<ulong> mask, List<ScrubEventArgs> findings)
    {
        long lastCheck = LastCheck(page);
        var right = _right.AsSpan(0, _memory.Page(page).Length);
        if (!TryRecompute(page, mask, right))
        {
            Ledger.Enter(page, lastCheck);
            findings.Add(Finding(ScrubFinding.PageUnrepairable, page, lastCheck));
            return;
        }

        var tag = Tags.Tag(right, mask);
        bool isTableRight = tag == Table.Tag(page);
        long compared = _clock.GetTimestamp();
        if (!_memory.Page(page).SequenceEqual(right))
        {
            Ledger.Enter(page, lastCheck);
            _memory.Restore(page, right);
            compared = _clock.GetTimestamp();
            bool isRestored = _memory.Page(page).SequenceEqual(right);
            findings.Add(Finding(isRestored ? ScrubFinding.PageRepaired : ScrubFinding.PageResists, page, lastCheck));
            if (!isRestored)
            {
                return;
            }
        }
        else if (isTableRight)
        {
            Ledger.Enter(page, lastCheck);
            findings.Add(Finding(ScrubFinding.PageChangedBack, page, lastCheck));
        }

        if (!isTableRight)
        {
            Table.SetTag(page, tag);
            findings.Add(new ScrubEventArgs(ScrubFinding.TableRepaired, page, TimeSpan.Zero));
        }

        Table.SetLastCheck(page, compared);
        Ledger.Leave(page);
    }

    /// <summary>What the page must hold. Where the tag does not vouch for it, the table or the recomputation is wrong: then two recomputations must agree.</summary>
    private bool TryRecompute(int page, Vector128<ulong> mask, Span<byte> right)
    {
        if (!_memory.TryRecompute(page, right))
        {
            return false;
        }

        if (Tags.Tag(right, mask) == Table.Tag(page))
        {
            return true;
        }

        var again = _again.AsSpan(0, right.Length);
        return _memory.TryRecompute(page, again) && right.SequenceEqual(again);
    }

    private ScrubEventArgs Finding(ScrubFinding finding, int page, long lastCheck) => new(finding, page, _clock.GetElapsedTime(lastCheck));
}
