namespace ParDef.Reparameterization.Symmetry;

/// <summary>What the analysis knows of a tensor.</summary>
/// <param name="Shape">Its extents; unknown extents of graph inputs are replaced by large primes.</param>
/// <param name="Layouts">Where channels lie in it; axes that no layout names do not move.</param>
internal sealed record GraphTensor(long[] Shape, IReadOnlyList<ChannelLayout> Layouts)
{
    /// <summary>Its elements, where it is a small tensor of integers that follows from shapes alone.</summary>
    public long[]? Integers { get; init; }

    /// <summary>Whether it is zero everywhere.</summary>
    public bool IsZero { get; init; }

    /// <summary>The initializer that it is, if it is one.</summary>
    public ConstantView? Constant { get; init; }

    /// <summary>The initializer of integers that it is, if it is one that a <c>DequantizeLinear</c> takes; it has no channels before that.</summary>
    public ConstantView? Stored { get; init; }

    /// <summary>Number of axes.</summary>
    public int Rank => Shape.Length;

    /// <summary>The layout along this axis, alone or with others.</summary>
    public ChannelLayout? Along(int axis) => Layouts.FirstOrDefault(layout => layout.Axes.Contains(axis));
}
