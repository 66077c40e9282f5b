using System.Runtime.InteropServices;
using System.Security.Cryptography;
using ParDef.Attacks.Faults;
using ParDef.Runtime.Scrubbing;

namespace ParDef.Campaigns.Live;

/// <summary>Watched memory with random content, without a model. Its coded copy is two copies under a digest a page: it can be damaged and repaired as a real one.</summary>
internal sealed class SyntheticMemory : IWatchedMemory
{
    private const int PageBytes = 4096;
    private const int LastPageBytes = 1000;

    private readonly byte[] _block;
    private readonly int _start;
    private readonly byte[] _coded;
    private readonly byte[] _spare;
    private readonly byte[][] _digests;
    private long _restores;

    public SyntheticMemory(int pages, ulong seed)
    {
        PageCount = pages;
        Bytes = (pages - 1) * PageBytes + LastPageBytes;
        _block = GC.AllocateUninitializedArray<byte>(Bytes + PageBytes, pinned: true);
        _start = (int)(-Marshal.UnsafeAddrOfPinnedArrayElement(_block, 0) & (PageBytes - 1));
        new SeededRandom(seed).NextBytes(Live);
        _coded = [.. Live];
        _spare = [.. Live];
        _digests = [.. Enumerable.Range(0, pages).Select(page => SHA256.HashData(Page(page)))];
    }

    public int PageCount { get; }

    public int Bytes { get; }

    /// <summary>All pages, one after another from a multiple of their size.</summary>
    public Span<byte> Live => _block.AsSpan(_start, Bytes);

    /// <summary>How often a page was written.</summary>
    public long Restores => Interlocked.Read(ref _restores);

    public ReadOnlySpan<byte> Page(int index) => Live[RangeOf(index)];

    public bool TryRecompute(int index, Span<byte> destination)
    {
        Span<byte> coded = _coded.AsSpan(RangeOf(index)), spare = _spare.AsSpan(RangeOf(index));
        if (!IsGenuine(coded, index))
        {
            if (!IsGenuine(spare, index))
            {
                return false;
            }

            spare.CopyTo(coded);
        }

        coded.CopyTo(destination);
        return true;
    }

    public void Restore(int index, ReadOnlySpan<byte> content)
    {
        // Whole words, so that no reader sees half of one.
        var target = MemoryMarshal.Cast<byte, ulong>(Live[RangeOf(index)]);
        var source = MemoryMarshal.Cast<byte, ulong>(content);
        for (int i = 0; i < target.Length; i++)
        {
            Volatile.Write(ref target[i], source[i]);
        }

        Interlocked.Increment(ref _restores);
    }

    /// <summary>Damages the coded copy of a page; its spare is left.</summary>
    public void HitCodedCopy(int page, SeededRandom random)
    {
        var coded = _coded.AsSpan(RangeOf(page));
        coded[(int)random.Below(coded.Length)] ^= (byte)(1 + random.Below(byte.MaxValue));
    }

    /// <summary>Writable bytes of a page, for a writer who needs no interface.</summary>
    public Span<byte> Writable(int page) => Live[RangeOf(page)];

    private bool IsGenuine(ReadOnlySpan<byte> content, int page) => SHA256.HashData(content).AsSpan().SequenceEqual(_digests[page]);

    private Range RangeOf(int page) => (page * PageBytes)..Math.Min((page + 1) * PageBytes, Bytes);
}
