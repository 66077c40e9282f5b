using ParDef.IndependentDecoder.Coding;

namespace ParDef.IndependentDecoder.Pages;

/// <summary>One chain of a file as bits, and the way of its pages into it and out of it (section 7).</summary>
public sealed class ChainImage
{
    private readonly Spread _payload;
    private readonly Spread _parity;

    /// <summary>An empty chain, all of it known to be zero.</summary>
    /// <param name="code">The code of the file.</param>
    /// <param name="interleaverKey">Key of the interleaver.</param>
    /// <param name="chain">Number of the chain.</param>
    public ChainImage(CoupledCode code, byte[] interleaverKey, int chain)
    {
        Code = code;
        Bits = new byte[code.Blocks * code.Z];
        Unknown = new bool[Bits.Length];
        Certain = [.. Enumerable.Repeat(true, Bits.Length)];
        _payload = new Spread(interleaverKey, (ulong)(2 + (2 * chain)), code.Geometry.P, 512);
        _parity = new Spread(interleaverKey, (ulong)(3 + (2 * chain)), code.Geometry.Pp, 510);
    }

    /// <summary>The code.</summary>
    public CoupledCode Code { get; }

    /// <summary>The bits.</summary>
    public byte[] Bits { get; }

    /// <summary>Bits that are erased.</summary>
    public bool[] Unknown { get; private set; }

    /// <summary>Bits that are trusted.</summary>
    public bool[] Certain { get; }

    /// <summary>Writes a page into the chain.</summary>
    /// <param name="parity">True for a parity page.</param>
    /// <param name="local">Its number in the chain.</param>
    /// <param name="page">Its 4,096 or 4,080 bytes.</param>
    /// <param name="trusted">True if its tag verified.</param>
    public void Put(bool parity, int local, ReadOnlySpan<byte> page, bool trusted)
    {
        for (int offset = 0; offset < (parity ? 4080 : 4096); offset++)
        {
            if (ByteAt(parity, local, offset) is not var (column, within))
            {
                continue;
            }

            for (int bit = 0; bit < 8; bit++)
            {
                int at = Code.PositionInByte(column, within, bit);
                Bits[at] = (byte)((page[offset] >> bit) & 1);
                Certain[at] = trusted;
            }
        }
    }

    /// <summary>Reads a page from the chain; false if some of it is unknown.</summary>
    public bool TryTake(bool parity, int local, Span<byte> page)
    {
        page.Clear();
        for (int offset = 0; offset < (parity ? 4080 : 4096); offset++)
        {
            if (ByteAt(parity, local, offset) is not var (column, within))
            {
                continue;
            }

            for (int bit = 0; bit < 8; bit++)
            {
                int at = Code.PositionInByte(column, within, bit);
                if (Unknown[at])
                {
                    return false;
                }

                page[offset] |= (byte)(Bits[at] << bit);
            }
        }

        return true;
    }

    /// <summary>Erases every bit that is not trusted.</summary>
    public void EraseDoubtful() => Unknown = [.. Certain.Select(certain => !certain)];

    /// <summary>Takes every bit for what it says.</summary>
    public void EraseNothing() => Unknown = new bool[Bits.Length];

    /// <summary>The block and byte of a byte of a page; null for padding of parity pages.</summary>
    private (int Column, int Within)? ByteAt(bool parity, int local, int offset)
    {
        int wordsOfBlock = Code.Geometry.Zb / 8;
        int word = (parity ? _parity : _payload).ChainWord(local, offset / 8);
        var columns = parity ? Code.Parity : Code.Information;
        return word / wordsOfBlock >= columns.Count ? null : (columns[word / wordsOfBlock], (8 * (word % wordsOfBlock)) + (offset % 8));
    }
}
