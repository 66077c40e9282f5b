using System.Runtime.InteropServices;

namespace ParDef.ErrorCorrection.Interleaving;

/// <summary>Copies words of pages into an image bit by bit, so that what is gathered is still in the cache when it is coded.</summary>
internal ref struct WordGathering
{
    private readonly WordPlacement _placement;
    private readonly ReadOnlySpan<ulong> _pages;
    private readonly ReadOnlySpan<int> _numbers;
    private readonly Span<ulong> _image;
    private readonly ulong[] _stripes;
    private int _words;
    private int _stripe;

    public WordGathering(WordPlacement placement, ReadOnlySpan<byte> pages, ReadOnlySpan<int> numbers, Span<byte> image)
    {
        _placement = placement;
        _pages = MemoryMarshal.Cast<byte, ulong>(pages);
        _numbers = numbers;
        _image = MemoryMarshal.Cast<byte, ulong>(image);
        _stripes = placement.NewStripes();
    }

    /// <summary>Goes on until at least so many chain words are in place, or all.</summary>
    public void Reach(int words)
    {
        while (_words < Math.Min(words, _placement.Words))
        {
            _stripe = _placement.GatherNext(_stripe, _pages, _numbers, _stripes, _image);
            _words = _stripe * _numbers.Length;
        }
    }
}
