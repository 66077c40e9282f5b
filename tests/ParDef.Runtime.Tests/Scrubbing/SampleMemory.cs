using ParDef.Runtime.Scrubbing;

namespace ParDef.Runtime.Tests.Scrubbing;

/// <summary>Pages of random content, the last one shorter, with a pristine copy that plays the coded copy.</summary>
internal sealed class SampleMemory : IWatchedMemory
{
    private const int PageBytes = 4096;
    private const int LastPageBytes = 1000;

    public SampleMemory(int pages)
    {
        PageCount = pages;
        Pristine = new byte[(pages - 1) * PageBytes + LastPageBytes];
        new Random(1).NextBytes(Pristine);
        Live = [.. Pristine];
    }

    public byte[] Live { get; }

    public byte[] Pristine { get; }

    public int PageCount { get; }

    /// <summary>False while the coded copy is beyond repair.</summary>
    public bool CanRecompute { get; set; } = true;

    /// <summary>Called in the middle of a recomputation.</summary>
    public Action<int, Memory<byte>> Recomputing { get; set; } = (_, _) => { };

    /// <summary>Called after a page was restored.</summary>
    public Action<int> Restored { get; set; } = _ => { };

    /// <summary>Called before a page is read.</summary>
    public Action<int> Reading { get; set; } = _ => { };

    /// <summary>Pages that were written, in order.</summary>
    public List<int> Restores { get; } = [];

    public ReadOnlySpan<byte> Page(int index)
    {
        Reading(index);
        return Live.AsSpan(Range(index));
    }

    public bool TryRecompute(int index, Span<byte> destination)
    {
        byte[] content = Pristine[Range(index)];
        Recomputing(index, content);
        content.CopyTo(destination);
        return CanRecompute;
    }

    public void Restore(int index, ReadOnlySpan<byte> content)
    {
        Restores.Add(index);
        content.CopyTo(Live.AsSpan(Range(index)));
        Restored(index);
    }

    public void Flip(long bit) => Live[bit / 8] ^= (byte)(1 << (int)(bit % 8));

    private Range Range(int index) => (index * PageBytes)..Math.Min((index + 1) * PageBytes, Live.Length);
}
