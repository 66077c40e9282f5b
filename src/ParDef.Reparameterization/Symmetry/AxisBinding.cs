namespace ParDef.Reparameterization.Symmetry;

/// <summary>What lies along one axis of a weight.</summary>
/// <param name="Places">The channel of each position.</param>
/// <param name="Scales">Lists of scales; a position's factor is the product over the lists: the channel it makes over the channel it takes.</param>
internal sealed record AxisBinding(Place[] Places, IReadOnlyList<int[]> Scales)
{
    /// <summary>An axis along which a weight makes channels.</summary>
    public static AxisBinding Making(ChannelLayout layout) => new(layout.Places, [layout.Scales]);

    /// <summary>An axis along which a weight takes channels.</summary>
    public static AxisBinding Taking(ChannelLayout layout) => new(layout.Places, [Inverse(layout.Scales)]);

    /// <summary>Scales turned over.</summary>
    public static int[] Inverse(int[] scales) => [.. scales.Select(scale => scale == ScaleClasses.One ? scale : -scale)];
}
