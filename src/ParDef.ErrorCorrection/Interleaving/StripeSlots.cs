using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ParDef.ErrorCorrection.Interleaving;

/// <summary>The slots of one page after another in eight stripes that lie one behind the other.</summary>
/// <param name="steps">How far apart the slots of successive pages lie in each stripe, less than <paramref name="pages"/>.</param>
/// <param name="starts">The slot of the first page in each stripe.</param>
/// <param name="pages">Pages, which is the length of a stripe.</param>
[method: MethodImpl(MethodImplOptions.AggressiveInlining)]
internal struct StripeSlots(ReadOnlySpan<int> steps, ReadOnlySpan<int> starts, int pages)
{
    /// <summary>Stripes side by side: eight words of a page are one cache line.</summary>
    public const int Stripes = 8;

    private readonly Vector256<int> _steps = Vector256.Create(steps);
    private readonly Vector256<int> _pages = Vector256.Create(pages);
    private readonly Vector256<int> _ends = (Vector256<int>.Indices + Vector256<int>.One) * pages;
    private Vector256<int> _slots = Vector256<int>.Indices * pages + Vector256.Create(starts);

    /// <summary>The slots of this page; then moves on to the next. No branch, since whether a step wraps is as good as random.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void TakeNext(Span<int> slots)
    {
        _slots.CopyTo(slots);
        var next = _slots + _steps;
        _slots = next - (_pages & Vector256.GreaterThanOrEqual(next, _ends));
    }
}
