using System.Numerics;

namespace ParDef.Runtime.Scrubbing;

/// <summary>
/// An order of pages that a seed chooses: a Feistel network over the numbers of the pages, walked until it lands on one (Black and Rogaway, Ciphers with arbitrary finite domains, 2002). It needs no table that a fault could make miss a page.
/// </summary>
internal readonly struct PageOrder
{
    private const int Rounds = 4;

    private readonly ulong _seed;
    private readonly uint _pages;
    private readonly int _halfBits;

    /// <summary>An order of <paramref name="pages"/> pages, 1 or more.</summary>
    public PageOrder(int pages, ulong seed)
    {
        _pages = (uint)pages;
        _seed = seed;
        _halfBits = BitOperations.Log2(_pages) / 2 + 1;
    }

    /// <summary>The page at a position, both from 0.</summary>
    public int this[int position]
    {
        get
        {
            uint page = (uint)position;
            do
            {
                page = Permute(page);
            }
            while (page >= _pages);

            return (int)page;
        }
    }

    /// <summary>The finisher of SplitMix64 (Steele, Lea, Flood, 2014).</summary>
    public static ulong Mix(ulong bits)
    {
        unchecked
        {
            bits = (bits ^ bits >> 30) * 0xbf58476d1ce4e5b9;
            bits = (bits ^ bits >> 27) * 0x94d049bb133111eb;
            return bits ^ bits >> 31;
        }
    }

    private uint Permute(uint value)
    {
        uint mask = (1u << _halfBits) - 1;
        uint left = value >> _halfBits, right = value & mask;
        for (uint round = 0; round < Rounds; round++)
        {
            (left, right) = (right, left ^ (uint)Mix(unchecked(_seed + ((ulong)round << 32) + right)) & mask);
        }

        return left << _halfBits | right;
    }
}
