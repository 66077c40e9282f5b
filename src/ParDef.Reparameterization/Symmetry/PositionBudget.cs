namespace ParDef.Reparameterization.Symmetry;

/// <summary>
/// Positions of channels that one analysis may lay out, all tensors together. A few bytes of a model can ask for any number of them: a pad, a
/// regrouping, a tensor joined to itself over and over.
/// </summary>
internal sealed class PositionBudget
{
    private long _left = 1 << 23;

    /// <summary>Takes some before they are allocated.</summary>
    /// <exception cref="UntraceableGraphException">So many are not left.</exception>
    public void Take(long positions)
    {
        if (positions < 0 || positions > _left)
        {
            throw UntraceableGraphException.TooLarge();
        }

        _left -= positions;
    }

    /// <summary>The product of extents, no more than <see cref="long.MaxValue"/>.</summary>
    public static long Product(IEnumerable<long> extents) =>
        (long)extents.Aggregate((Int128)1, (product, extent) => Int128.Min(long.MaxValue, product * Math.Max(0, extent)));
}
