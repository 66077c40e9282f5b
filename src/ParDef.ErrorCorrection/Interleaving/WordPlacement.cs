using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ParDef.ErrorCorrection.Construction;

namespace ParDef.ErrorCorrection.Interleaving;

/// <summary>
/// Where the eight-byte words of the pages of one part of a chain lie in its image: every stripe holds one word of every page, at keyed
/// places (docs/format.md 7.2).
/// </summary>
internal sealed class WordPlacement
{
    private const int WordBytes = 8;
    private const int WordsAPage = CodeGeometry.PageBytes / WordBytes;
    private const int StripesAtATime = 8;

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

        _step = new int[wordsPerPage];
        _start = new int[wordsPerPage];
        for (int stripe = 0; stripe < wordsPerPage; stripe++)
        {
            int step;
            do
            {
                step = 1 + stream.Below(pages);
            }
            while (GreatestCommonDivisor(step, pages) != 1);
            _step[stripe] = step % pages;
            _start[stripe] = stream.Below(pages);
        }

        _turn = new int[pages];
        for (int page = 0; page < pages; page++)
        {
            _turn[page] = stream.Below(wordsPerPage);
        }
    }

    /// <summary>Words that page words fall on; those behind them are known zeros.</summary>
    public int Words => _wordsPerPage * _pages;

    /// <summary>Copies the words of pages into the first half of the blocks of an image; virtual pages are zero there.</summary>
    /// <param name="pages">All pages, at a stride of 4,096 bytes.</param>
    /// <param name="numbers">Numbers of the local pages.</param>
    /// <param name="image">The image.</param>
    public void Gather(ReadOnlySpan<byte> pages, ReadOnlySpan<int> numbers, Span<byte> image) => Gathering(pages, numbers, image).Reach(Words);

    /// <summary>Begins to copy them, in the order of chain words.</summary>
    public WordGathering Gathering(ReadOnlySpan<byte> pages, ReadOnlySpan<int> numbers, Span<byte> image) => new(this, pages, numbers, image);

    /// <summary>Copies the words of the next stripes, at most eight.</summary>
    /// <param name="first">The first stripe.</param>
    /// <param name="pages">All pages.</param>
    /// <param name="numbers">Numbers of the local pages.</param>
    /// <param name="stripes">Room for eight stripes.</param>
    /// <param name="image">The image.</param>
    /// <returns>The stripe behind them.</returns>
    internal int GatherNext(int first, ReadOnlySpan<ulong> pages, ReadOnlySpan<int> numbers, Span<ulong> stripes, Span<ulong> image)
    {
        GatherStripes(first, pages, numbers, stripes);
        int next = Math.Min(first + StripesAtATime, _wordsPerPage);
        var rest = stripes[..((next - first) * _pages)];
        for (var run = RunAt(first * _pages, rest.Length); run.Length > 0; run = RunAt(run.Next, rest.Length))
        {
            rest[..run.Length].CopyTo(image[run.ImageWord..]);
            rest = rest[run.Length..];
        }

        return next;
    }

    /// <summary>Room for the stripes that are copied at a time.</summary>
    internal ulong[] NewStripes() => new ulong[StripesAtATime * _pages];

    /// <summary>Copies the words of an image into pages. Virtual pages are left alone; padding words become zero.</summary>
    public void Scatter(ReadOnlySpan<byte> image, ReadOnlySpan<int> numbers, Span<byte> pages)
    {
        var stripes = new ulong[StripesAtATime * _pages];
        for (int first = 0; first < _wordsPerPage; first += StripesAtATime)
        {
            var rest = stripes.AsSpan();
            for (var run = RunAt(first * _pages, rest.Length); run.Length > 0; run = RunAt(run.Next, rest.Length))
            {
                MemoryMarshal.Cast<byte, ulong>(image).Slice(run.ImageWord, run.Length).CopyTo(rest);
                rest = rest[run.Length..];
            }

            rest.Clear();
            ScatterStripes(first, stripes, numbers, MemoryMarshal.Cast<byte, ulong>(pages));
        }
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

    /// <summary>
    /// Copies eight words of every page, one cache line, to their slots in eight stripes. Compiled at once instead of by tiers, since one large file
    /// may be all that a process ever codes.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void GatherStripes(int first, ReadOnlySpan<ulong> pages, ReadOnlySpan<int> numbers, Span<ulong> stripes)
    {
        var slots = new Slots(this, first);
        Span<int> current = stackalloc int[StripesAtATime];
        for (int page = 0; page < numbers.Length; page++)
        {
            slots.TakeNext(current);
            if (numbers[page] == PageDealing.Virtual)
            {
                for (int s = 0; s < slots.Count; s++)
                {
                    stripes[current[s]] = 0;
                }

                continue;
            }

            var words = pages.Slice(numbers[page] * WordsAPage, _wordsPerPage);
            int word = WordAt(first, page);
            for (int s = 0; s < slots.Count; s++)
            {
                stripes[current[s]] = words[word];
                word = word + 1 == words.Length ? 0 : word + 1;
            }
        }
    }

    /// <summary>The reverse of <see cref="GatherStripes"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ScatterStripes(int first, ReadOnlySpan<ulong> stripes, ReadOnlySpan<int> numbers, Span<ulong> pages)
    {
        var slots = new Slots(this, first);
        Span<int> current = stackalloc int[StripesAtATime];
        for (int page = 0; page < numbers.Length; page++)
        {
            slots.TakeNext(current);
            if (numbers[page] == PageDealing.Virtual)
            {
                continue;
            }

            var words = pages.Slice(numbers[page] * WordsAPage, _wordsPerPage);
            int word = WordAt(first, page);
            for (int s = 0; s < slots.Count; s++)
            {
                words[word] = stripes[current[s]];
                word = word + 1 == words.Length ? 0 : word + 1;
            }
        }
    }

    /// <summary>The word of an image where a word of a local page lies; pages of the payload have no padding.</summary>
    public int ImageWordOf(int page, int word) => RunAt(PlaceOf((word + _turn[page]) % _wordsPerPage, page), 1).ImageWord;

    /// <summary>The chain word of a stripe that belongs to a local page.</summary>
    private int PlaceOf(int stripe, int page) => stripe * _pages + (int)(((long)_step[stripe] * page + _start[stripe]) % _pages);

    /// <summary>The word of a local page that lies in a stripe.</summary>
    private int WordAt(int stripe, int page) => stripe >= _turn[page] ? stripe - _turn[page] : stripe - _turn[page] + _wordsPerPage;

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

    private static int GreatestCommonDivisor(int one, int other)
    {
        while (other != 0)
        {
            (one, other) = (other, one % other);
        }

        return one;
    }

    /// <summary>The slots of one page after another in eight stripes side by side.</summary>
    private struct Slots
    {
        private readonly Vector256<int> _steps;
        private readonly Vector256<int> _ends;
        private readonly Vector256<int> _pages;
        private Vector256<int> _slots;

        public Slots(WordPlacement placement, int first)
        {
            Count = Math.Min(StripesAtATime, placement._wordsPerPage - first);
            Span<int> steps = stackalloc int[StripesAtATime];
            Span<int> starts = stackalloc int[StripesAtATime];
            placement._step.AsSpan(first, Count).CopyTo(steps);
            placement._start.AsSpan(first, Count).CopyTo(starts);
            var bases = Vector256<int>.Indices * placement._pages;
            _pages = Vector256.Create(placement._pages);
            _steps = Vector256.Create<int>(steps);
            _ends = bases + _pages;
            _slots = bases + Vector256.Create<int>(starts);
        }

        public int Count { get; }

        /// <summary>The slots of this page; then moves on to the next. No branch, since whether a step wraps is as good as random.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void TakeNext(Span<int> slots)
        {
            _slots.CopyTo(slots);
            var next = _slots + _steps;
            _slots = next - (_pages & Vector256.GreaterThanOrEqual(next, _ends));
        }
    }
}
