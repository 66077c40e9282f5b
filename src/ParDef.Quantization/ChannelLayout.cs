namespace ParDef.Quantization;

/// <summary>Which elements of a tensor share a scale: element i has channel (i / Inner) mod Channels.</summary>
/// <param name="Outer">Repetitions of all channels, at least 1.</param>
/// <param name="Channels">Channels, at least 1.</param>
/// <param name="Inner">Elements of one channel that lie together, at least 1.</param>
public readonly record struct ChannelLayout(long Outer, int Channels, int Inner)
{
    /// <summary>Number of elements.</summary>
    /// <exception cref="OverflowException">More than 2^63 - 1.</exception>
    public long Elements => checked(Outer * Channels * Inner);

    /// <summary>Channels along one axis of a row-major tensor.</summary>
    /// <param name="dimensions">Extents, all positive.</param>
    /// <param name="axis">0 to rank - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An axis that the tensor does not have.</exception>
    /// <exception cref="OverflowException">An extent of more than 2^31 - 1.</exception>
    public static ChannelLayout For(IReadOnlyList<long> dimensions, int axis)
    {
        ArgumentNullException.ThrowIfNull(dimensions);
        ArgumentOutOfRangeException.ThrowIfNegative(axis);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(axis, dimensions.Count);
        long outer = dimensions.Take(axis).Aggregate(1L, (product, extent) => checked(product * extent));
        long inner = dimensions.Skip(axis + 1).Aggregate(1L, (product, extent) => checked(product * extent));
        return new ChannelLayout(outer, checked((int)dimensions[axis]), checked((int)inner));
    }

    /// <summary>One channel for all elements.</summary>
    /// <exception cref="OverflowException">More than 2^31 - 1 elements.</exception>
    public static ChannelLayout WholeTensor(long elements) => new(1, 1, checked((int)elements));
}
