using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ParDef.ErrorCorrection.Construction;
using ParDef.ErrorCorrection.Kernels;

namespace ParDef.ErrorCorrection.Interleaving;

/// <summary>The reverse of <see cref="StripeReader"/>: takes the words of one part of a chain in the order of the chain and writes them to its pages.</summary>
/// <param name="placement">Where the words lie.</param>
/// <param name="numbers">Numbers of the local pages. Virtual pages are left alone.</param>
/// <param name="pages">All pages, at a stride of 4,096 bytes.</param>
internal ref struct StripeWriter(WordPlacement placement, ReadOnlySpan<int> numbers, Span<byte> pages)
{
    private const int WordsAPage = CodeGeometry.PageBytes / sizeof(ulong);

    /// <summary>Up to the last word of a page that the next stripes take.</summary>
    private const int LookAhead = 2 * StripeSlots.Stripes - 1;

    private readonly ReadOnlySpan<int> _numbers = numbers;
    private readonly Span<ulong> _pages = MemoryMarshal.Cast<byte, ulong>(pages);
    private readonly ulong[] _stripes = new ulong[StripeSlots.Stripes * placement.Pages];
    private int _filled;
    private int _next;

    /// <summary>Takes the next words of the chain; what lies behind the last stripe is dropped.</summary>
    /// <param name="block">A multiple of 8 bytes.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Write(ReadOnlySpan<byte> block)
    {
        var rest = MemoryMarshal.Cast<byte, ulong>(block);
        while (rest.Length > 0 && Room > 0)
        {
            int length = Math.Min(rest.Length, Room);
            rest[..length].CopyTo(_stripes.AsSpan(_filled));
            _filled += length;
            rest = rest[length..];
            if (Room == 0)
            {
                ScatterFilled();
            }
        }
    }

    /// <summary>Writes zeros for the words that were not taken.</summary>
    public void Complete()
    {
        while (Room > 0)
        {
            _stripes.AsSpan(_filled).Clear();
            ScatterFilled();
        }
    }

    private readonly int StripesAtATime => Math.Min(StripeSlots.Stripes, placement.Stripes - _next);

    private readonly int Room => StripesAtATime * placement.Pages - _filled;

    private void ScatterFilled()
    {
        int count = StripesAtATime;
        Scatter(_next, count);
        _next += count;
        _filled = 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Scatter(int first, int count)
    {
        var slots = placement.SlotsFrom(first);
        Span<int> current = stackalloc int[StripeSlots.Stripes];
        var stripes = _stripes.AsSpan();
        for (int page = 0; page < _numbers.Length; page++)
        {
            slots.TakeNext(current);
            if (_numbers[page] == PageDealing.Virtual)
            {
                continue;
            }

            var words = _pages.Slice(_numbers[page] * WordsAPage, placement.Stripes);
            int word = placement.WordAt(first, page);
            CacheLine.Prefetch(in words[Math.Min(word + LookAhead, words.Length - 1)]);
            if (count == StripeSlots.Stripes && word + StripeSlots.Stripes <= words.Length)
            {
                var line = words.Slice(word, StripeSlots.Stripes);
                line[0] = stripes[current[0]];
                line[1] = stripes[current[1]];
                line[2] = stripes[current[2]];
                line[3] = stripes[current[3]];
                line[4] = stripes[current[4]];
                line[5] = stripes[current[5]];
                line[6] = stripes[current[6]];
                line[7] = stripes[current[7]];
                continue;
            }

            for (int s = 0; s < count; s++)
            {
                words[word] = stripes[current[s]];
                word = word + 1 == words.Length ? 0 : word + 1;
            }
        }
    }
}
