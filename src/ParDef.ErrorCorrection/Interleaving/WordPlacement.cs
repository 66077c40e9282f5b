using System.Numerics;
using System.Runtime.InteropServices;
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
    private const int Padding = -1;

    private readonly int _pages;
    private readonly int _wordsPerPage;
    private readonly int[] _step;
    private readonly int[] _start;
    private readonly int[] _turn;
    private readonly int[] _blockOffsets;
    private readonly int _wordsPerBlockLog2;
    private readonly int _blockBytes;

    /// <param name="pages">Q, local pages.</param>
    /// <param name="wordsPerPage">W, 512 or 510.</param>
    /// <param name="columns">Columns of the part, in order.</param>
    /// <param name="blockBytes">Zb, a power of two.</param>
    /// <param name="stream">The keyed stream of this chain and part.</param>
    public WordPlacement(int pages, int wordsPerPage, IEnumerable<int> columns, int blockBytes, KeyedStream stream)
    {
        _pages = pages;
        _wordsPerPage = wordsPerPage;
        _blockBytes = blockBytes;
        _blockOffsets = [.. columns.Select(column => column * 2 * blockBytes / WordBytes)];
        _wordsPerBlockLog2 = BitOperations.Log2((uint)(blockBytes / WordBytes));
        _step = new int[wordsPerPage];
        _start = new int[wordsPerPage];
        for (int stripe = 0; stripe < wordsPerPage; stripe++)
        {
            int step;
            do
            {
                step = 1 + stream.Below(pages);
            }
            while (BigInteger.GreatestCommonDivisor(step, pages) != 1);
            _step[stripe] = step % pages;
            _start[stripe] = stream.Below(pages);
        }

        _turn = new int[pages];
        for (int page = 0; page < pages; page++)
        {
            _turn[page] = stream.Below(wordsPerPage);
        }
    }

    /// <summary>Copies the words of pages into the first half of the blocks of an image. Virtual pages and padding are left alone.</summary>
    /// <param name="pages">All pages, at a stride of 4,096 bytes.</param>
    /// <param name="numbers">Numbers of the local pages.</param>
    /// <param name="image">The image.</param>
    public void Gather(ReadOnlySpan<byte> pages, ReadOnlySpan<int> numbers, Span<byte> image) =>
        Visit(numbers, new Gathering(MemoryMarshal.Cast<byte, ulong>(pages), MemoryMarshal.Cast<byte, ulong>(image)));

    /// <summary>Copies the words of an image into pages. Virtual pages are left alone; padding words become zero.</summary>
    public void Scatter(ReadOnlySpan<byte> image, ReadOnlySpan<int> numbers, Span<byte> pages) =>
        Visit(numbers, new Scattering(MemoryMarshal.Cast<byte, ulong>(image), MemoryMarshal.Cast<byte, ulong>(pages)));

    /// <summary>Writes one byte value over all bytes of the words of pages in both halves of the blocks of an image.</summary>
    public void Fill(ReadOnlySpan<int> numbers, byte value, Span<byte> image) =>
        Visit(numbers, new Filling(value * 0x0101010101010101UL, _blockBytes / WordBytes, MemoryMarshal.Cast<byte, ulong>(image)));

    /// <summary>Walks stripe by stripe, so that the image is written in order while a line of every page stays in the cache.</summary>
    private void Visit<TVisitor>(ReadOnlySpan<int> numbers, TVisitor visitor)
        where TVisitor : struct, IWordVisitor, allows ref struct
    {
        int words = _blockOffsets.Length << _wordsPerBlockLog2;
        int mask = (1 << _wordsPerBlockLog2) - 1;
        for (int stripe = 0; stripe < _wordsPerPage; stripe++)
        {
            int slot = _start[stripe];
            int step = _step[stripe];
            for (int page = 0; page < _pages; page++)
            {
                int number = numbers[page];
                if (number != PageDealing.Virtual)
                {
                    int word = stripe - _turn[page];
                    word += word < 0 ? _wordsPerPage : 0;
                    int place = stripe * _pages + slot;
                    int imageWord = place < words ? _blockOffsets[place >> _wordsPerBlockLog2] + (place & mask) : Padding;
                    visitor.Word(number * WordsAPage + word, imageWord);
                }

                slot += step;
                slot -= slot >= _pages ? _pages : 0;
            }
        }
    }

    private interface IWordVisitor
    {
        void Word(int pageWord, int imageWord);
    }

    private readonly ref struct Gathering(ReadOnlySpan<ulong> pages, Span<ulong> image) : IWordVisitor
    {
        private readonly ReadOnlySpan<ulong> _pages = pages;
        private readonly Span<ulong> _image = image;

        public void Word(int pageWord, int imageWord)
        {
            if (imageWord != Padding)
            {
                _image[imageWord] = _pages[pageWord];
            }
        }
    }

    private readonly ref struct Scattering(ReadOnlySpan<ulong> image, Span<ulong> pages) : IWordVisitor
    {
        private readonly ReadOnlySpan<ulong> _image = image;
        private readonly Span<ulong> _pages = pages;

        public void Word(int pageWord, int imageWord) => _pages[pageWord] = imageWord == Padding ? 0 : _image[imageWord];
    }

    private readonly ref struct Filling(ulong value, int half, Span<ulong> image) : IWordVisitor
    {
        private readonly Span<ulong> _image = image;

        public void Word(int pageWord, int imageWord)
        {
            if (imageWord != Padding)
            {
                _image[imageWord] = value;
                _image[imageWord + half] = value;
            }
        }
    }
}
