using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ParDef.ErrorCorrection.Construction;
using ParDef.ErrorCorrection.Kernels;

namespace ParDef.ErrorCorrection.Interleaving;

/// <summary>
/// Reads the words of the pages of one part of a chain in the order of the chain: eight stripes are gathered at a time, which take one cache line of
/// every page. Virtual pages and what lies behind the last stripe are zero.
/// </summary>
/// <param name="placement">Where the words lie.</param>
/// <param name="numbers">Numbers of the local pages.</param>
/// <param name="pages">All pages, at a stride of 4,096 bytes.</param>
internal ref struct StripeReader(WordPlacement placement, ReadOnlySpan<int> numbers, ReadOnlySpan<byte> pages)
{
    private const int WordsAPage = CodeGeometry.PageBytes / sizeof(ulong);

    /// <summary>Up to the last word of a page that the next stripes take.</summary>
    private const int LookAhead = 2 * StripeSlots.Stripes - 1;

    private readonly ReadOnlySpan<int> _numbers = numbers;
    private readonly ReadOnlySpan<ulong> _pages = MemoryMarshal.Cast<byte, ulong>(pages);
    private readonly ulong[] _stripes = new ulong[StripeSlots.Stripes * placement.Pages];
    private ReadOnlySpan<ulong> _unread = [];
    private int _next;

    /// <summary>Reads the next words of the chain.</summary>
    /// <param name="block">A multiple of 8 bytes.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Read(Span<byte> block)
    {
        var rest = MemoryMarshal.Cast<byte, ulong>(block);
        while (rest.Length > 0)
        {
            if (_unread.IsEmpty && !GatherNext())
            {
                rest.Clear();
                return;
            }

            int length = Math.Min(rest.Length, _unread.Length);
            _unread[..length].CopyTo(rest);
            _unread = _unread[length..];
            rest = rest[length..];
        }
    }

    private bool GatherNext()
    {
        int count = Math.Min(StripeSlots.Stripes, placement.Stripes - _next);
        if (count == 0)
        {
            return false;
        }

        Gather(_next, count);
        _unread = _stripes.AsSpan(0, count * placement.Pages);
        _next += count;
        return true;
    }

    /// <summary>Copies one word of every page to its slot in each stripe.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Gather(int first, int count)
    {
        var slots = placement.SlotsFrom(first);
        Span<int> current = stackalloc int[StripeSlots.Stripes];
        var stripes = _stripes.AsSpan();
        for (int page = 0; page < _numbers.Length; page++)
        {
            slots.TakeNext(current);
            if (_numbers[page] == PageDealing.Virtual)
            {
                for (int s = 0; s < count; s++)
                {
                    stripes[current[s]] = 0;
                }

                continue;
            }

            var words = _pages.Slice(_numbers[page] * WordsAPage, placement.Stripes);
            int word = placement.WordAt(first, page);
            CacheLine.Prefetch(in words[Math.Min(word + LookAhead, words.Length - 1)]);
            if (count == StripeSlots.Stripes && word + StripeSlots.Stripes <= words.Length)
            {
                var line = words.Slice(word, StripeSlots.Stripes);
                stripes[current[0]] = line[0];
                stripes[current[1]] = line[1];
                stripes[current[2]] = line[2];
                stripes[current[3]] = line[3];
                stripes[current[4]] = line[4];
                stripes[current[5]] = line[5];
                stripes[current[6]] = line[6];
                stripes[current[7]] = line[7];
                continue;
            }

            for (int s = 0; s < count; s++)
            {
                stripes[current[s]] = words[word];
                word = word + 1 == words.Length ? 0 : word + 1;
            }
        }
    }
}
