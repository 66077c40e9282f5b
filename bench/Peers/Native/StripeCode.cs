using System.Buffers;
using System.Collections.Concurrent;

namespace ParDef.Peers.Native;

/// <summary>Reed-Solomon 27+5 over the pages of a stripe: any five may be lost, if one knows which.</summary>
internal sealed class StripeCode
{
    /// <summary>Data pages of a stripe.</summary>
    public const int Data = 27;

    /// <summary>Parity pages of a stripe.</summary>
    public const int Parity = 5;

    private const int All = Data + Parity;
    private const int TableBytes = 32;

    private readonly byte[] _matrix = new byte[All * Data];
    private readonly byte[] _encodeTables = new byte[Parity * Data * TableBytes];
    private readonly ConcurrentDictionary<uint, byte[]> _decodeTables = [];

    public StripeCode()
    {
        IsaL.MakeCauchyMatrix(_matrix, All, Data);
        IsaL.MakeTables(Data, Parity, _matrix.AsSpan(Data * Data), _encodeTables);
    }

    /// <summary>Computes the parity pages of a stripe.</summary>
    /// <param name="pages">The 32 pages, data first, equally long.</param>
    public void Encode(IReadOnlyList<Memory<byte>> pages) =>
        Multiply(_encodeTables, [.. pages.Take(Data)], [.. pages.Skip(Data)]);

    /// <summary>Recovers the bad data pages of a stripe and computes its parity anew.</summary>
    /// <param name="pages">The 32 pages, data first.</param>
    /// <param name="bad">Bit i is set if page i is bad.</param>
    /// <returns>False if too many are bad; nothing has been written then.</returns>
    public bool Repair(IReadOnlyList<Memory<byte>> pages, uint bad)
    {
        var numbers = Enumerable.Range(0, All).ToLookup(page => (bad >> page & 1) == 1);
        int[] lost = [.. numbers[true].Where(page => page < Data)];
        if (numbers[true].Count() > Parity)
        {
            return false;
        }

        if (lost.Length > 0)
        {
            int[] kept = [.. numbers[false].Take(Data)];
            Multiply(_decodeTables.GetOrAdd(bad, _ => DecodeTables(kept, lost)), [.. kept.Select(page => pages[page])], [.. lost.Select(page => pages[page])]);
        }

        Encode(pages);
        return true;
    }

    private byte[] DecodeTables(int[] kept, int[] lost)
    {
        var square = new byte[Data * Data];
        for (int row = 0; row < Data; row++)
        {
            _matrix.AsSpan(kept[row] * Data, Data).CopyTo(square.AsSpan(row * Data));
        }

        var inverse = new byte[Data * Data];
        if (IsaL.Invert(square, inverse, Data) != 0)
        {
            throw new InvalidOperationException("rows of a Cauchy matrix that depend on each other");
        }

        var rows = new byte[lost.Length * Data];
        for (int i = 0; i < lost.Length; i++)
        {
            inverse.AsSpan(lost[i] * Data, Data).CopyTo(rows.AsSpan(i * Data));
        }

        var tables = new byte[rows.Length * TableBytes];
        IsaL.MakeTables(Data, lost.Length, rows, tables);
        return tables;
    }

    private static unsafe void Multiply(ReadOnlySpan<byte> tables, Memory<byte>[] sources, Memory<byte>[] targets)
    {
        Memory<byte>[] all = [.. sources, .. targets];
        var pins = new MemoryHandle[all.Length];
        byte** pointers = stackalloc byte*[all.Length];
        for (int i = 0; i < all.Length; i++)
        {
            pins[i] = all[i].Pin();
            pointers[i] = (byte*)pins[i].Pointer;
        }

        IsaL.Encode(sources[0].Length, sources.Length, targets.Length, tables, pointers, pointers + sources.Length);
        foreach (var pin in pins)
        {
            pin.Dispose();
        }
    }
}
