using ParDef.IndependentDecoder.Keys;

namespace ParDef.IndependentDecoder.Coding;

/// <summary>Where the words of a chain's local pages lie in the chain (section 7, clause 2).</summary>
public sealed class Spread
{
    private readonly int _pages;
    private readonly int _words;
    private readonly int[] _a;
    private readonly int[] _b;
    private readonly int[] _e;

    /// <summary>Draws the placement of one part of a chain.</summary>
    /// <param name="interleaverKey">Key of the interleaver.</param>
    /// <param name="stream">Number of the keyed stream.</param>
    /// <param name="pages">Local pages, Q.</param>
    /// <param name="words">Eight-byte words of a page, W.</param>
    public Spread(byte[] interleaverKey, ulong stream, int pages, int words)
    {
        using var keyed = new KeyedStream(interleaverKey, stream);
        (_pages, _words) = (pages, words);
        (_a, _b, _e) = (new int[words], new int[words], new int[pages]);
        for (int k = 0; k < words; k++)
        {
            int a;
            do
            {
                a = 1 + keyed.Below(pages);
            }
            while (GreatestCommonDivisor(a, pages) != 1);
            _a[k] = a % pages;
            _b[k] = keyed.Below(pages);
        }

        for (int j = 0; j < pages; j++)
        {
            _e[j] = keyed.Below(words);
        }
    }

    /// <summary>Chain word of a word of a local page.</summary>
    public int ChainWord(int page, int word)
    {
        int stripe = (word + _e[page]) % _words;
        long slot = (((long)_a[stripe] * page) + _b[stripe]) % _pages;
        return (stripe * _pages) + (int)slot;
    }

    private static int GreatestCommonDivisor(int a, int b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);
}
