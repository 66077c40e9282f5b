using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ParDef.ErrorCorrection.Interleaving;

/// <summary>
/// Where the eight-byte words of the pages of one part of a chain lie in its image: every stripe holds one word of every page, at keyed
/// places (docs/format.md 7.2).
/// </summary>
internal sealed class WordPlacement
{
    private const int WordBytes = 8;

    private readonly int _pages;
    private readonly int _wordsPerPage;
    private readonly int[] _step;
    private readonly int[] _start;
    private readonly int[] _turn;
    private readonly int[] _blockWords;
    private readonly int _wordsPerBlockLog2;
    private readonly int _blockBytes;

    /// <param name="pages">Q, local pages.</param>
    /// <param name="wordsPerPage">W, 512 or 510.</param>
    /// <param name="columns">Columns of the part, in order.</param>
    /// <param name="blockBytes">Zb, a power of two.</param>
    /// <param name="stream">The keyed stream of this chain and part.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public WordPlacement(int pages, int wordsPerPage, ReadOnlySpan<int> columns, int blockBytes, KeyedStream stream)
    {
        _pages = pages;
        _wordsPerPage = wordsPerPage;
        _blockBytes = blockBytes;
        _wordsPerBlockLog2 = BitOperations.Log2((uint)(blockBytes / WordBytes));
        _blockWords = new int[columns.Length];
        for (int i = 0; i < columns.Length; i++)
        {
            _blockWords[i] = columns[i] * 2 * blockBytes / WordBytes;
        }

        bool[] isCoprime = CoprimeTo(pages);
        int stripes = (wordsPerPage + StripeSlots.Stripes - 1) / StripeSlots.Stripes * StripeSlots.Stripes;
        _step = new int[stripes];
        _start = new int[stripes];
        for (int stripe = 0; stripe < wordsPerPage; stripe++)
        {
            int step;
            do
            {
                step = 1 + stream.Below(pages);
            }
            while (!isCoprime[step]);
            _step[stripe] = step % pages;
            _start[stripe] = stream.Below(pages);
        }

        _turn = new int[pages];
        for (int page = 0; page < pages; page++)
        {
            _turn[page] = stream.Below(wordsPerPage);
        }
    }

    /// <summary>Q, local pages.</summary>
    public int Pages => _pages;

    /// <summary>W, stripes, and words that a page has in the chain.</summary>
    public int Stripes => _wordsPerPage;

    /// <summary>The slots of the pages in eight stripes; of those behind the last one they mean nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public StripeSlots SlotsFrom(int stripe) =>
        new(_step.AsSpan(stripe, StripeSlots.Stripes), _start.AsSpan(stripe, StripeSlots.Stripes), _pages);

    /// <summary>Copies the words of pages into the first half of the blocks of an image; virtual pages are zero there.</summary>
    /// <param name="pages">All pages, at a stride of 4,096 bytes.</param>
    /// <param name="numbers">Numbers of the local pages.</param>
    /// <param name="image">The image.</param>
    public void Gather(ReadOnlySpan<byte> pages, ReadOnlySpan<int> numbers, Span<byte> image)
    {
        var reader = new StripeReader(this, numbers, pages);
        foreach (int word in _blockWords)
        {
            reader.Read(image.Slice(word * WordBytes, _blockBytes));
        }
    }

    /// <summary>Copies the words of an image into pages. Virtual pages are left alone; padding words become zero.</summary>
    public void Scatter(ReadOnlySpan<byte> image, ReadOnlySpan<int> numbers, Span<byte> pages)
    {
        var writer = new StripeWriter(this, numbers, pages);
        foreach (int word in _blockWords)
        {
            writer.Write(image.Slice(word * WordBytes, _blockBytes));
        }

        writer.Complete();
    }

    /// <summary>
    /// Writes a byte for every page over all bytes of its words, in both halves of the blocks of an image. Pages with the byte 0 are left alone.
    /// </summary>
    public void Mark(ReadOnlySpan<byte> valueOfPage, Span<byte> image)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(image);
        for (int page = 0; page < valueOfPage.Length; page++)
        {
            ulong word = valueOfPage[page] * 0x0101010101010101UL;
            for (int stripe = 0; word != 0 && stripe < _wordsPerPage; stripe++)
            {
                var run = RunAt(PlaceOf(stripe, page), 1);
                if (run.Length > 0)
                {
                    words[run.ImageWord] = word;
                    words[run.ImageWord + _blockBytes / WordBytes] = word;
                }
            }
        }
    }

    /// <summary>Writes the number of its page, counted from <paramref name="first"/>, for every word of the first half of the blocks of an image.</summary>
    public void Label(ushort first, Span<ushort> pageOfWord)
    {
        for (int page = 0; page < _pages; page++)
        {
            for (int stripe = 0; stripe < _wordsPerPage; stripe++)
            {
                var run = RunAt(PlaceOf(stripe, page), 1);
                if (run.Length > 0)
                {
                    pageOfWord[run.ImageWord] = (ushort)(first + page);
                }
            }
        }
    }

    /// <summary>The word of an image where a word of a local page lies; pages of the payload have no padding.</summary>
    public int ImageWordOf(int page, int word) => RunAt(PlaceOf((word + _turn[page]) % _wordsPerPage, page), 1).ImageWord;

    /// <summary>The chain word of a stripe that belongs to a local page.</summary>
    private int PlaceOf(int stripe, int page) => stripe * _pages + (int)(((long)_step[stripe] * page + _start[stripe]) % _pages);

    /// <summary>The word of a local page that lies in a stripe. No branch, since which pages have wrapped is as good as random.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int WordAt(int stripe, int page)
    {
        int word = stripe - _turn[page];
        return word + (_wordsPerPage & (word >> 31));
    }

    /// <summary>The chain words from <paramref name="place"/> on that lie side by side in one block, at most <paramref name="most"/>; none in the padding.</summary>
    private (int ImageWord, int Length, int Next) RunAt(int place, int most)
    {
        int block = place >> _wordsPerBlockLog2;
        if (block >= _blockWords.Length)
        {
            return (0, 0, place);
        }

        int inBlock = place & ((1 << _wordsPerBlockLog2) - 1);
        int length = Math.Min(most, (1 << _wordsPerBlockLog2) - inBlock);
        return (_blockWords[block] + inBlock, length, place + length);
    }

    /// <summary>Which of 0 .. n have no divisor in common with n: asked a thousand times for a chain, found at once.</summary>
    private static bool[] CoprimeTo(int n)
    {
        var isCoprime = new bool[n + 1];
        Array.Fill(isCoprime, true);
        for (int divisor = 2, rest = n; rest > 1; divisor++)
        {
            for (int multiple = divisor; rest % divisor == 0 && multiple <= n; multiple += divisor)
            {
                isCoprime[multiple] = false;
            }

            while (rest % divisor == 0)
            {
                rest /= divisor;
            }
        }

        return isCoprime;
    }
}
