namespace ParDef.Reparameterization.Symmetry;

/// <summary>
/// Which channel lies where along one axis of a tensor, or along several axes together (heads x dim: each head has its own channels).
/// </summary>
internal sealed class ChannelLayout
{
    /// <summary>Makes a layout; <paramref name="places"/> and <paramref name="scales"/> run row-major over the axes in the order given.</summary>
    public ChannelLayout(int[] axes, int[] extents, Place[] places, int[] scales)
    {
        Axes = axes;
        Extents = extents;
        Places = places;
        Scales = scales;
    }

    /// <summary>Axes of the tensor.</summary>
    public int[] Axes { get; }

    /// <summary>Extents of these axes.</summary>
    public int[] Extents { get; }

    /// <summary>The channel at each position.</summary>
    public Place[] Places { get; }

    /// <summary>The scale of each position, as <see cref="ScaleClasses"/> numbers it.</summary>
    public int[] Scales { get; }

    /// <summary>Whether it is this one axis and no other.</summary>
    public bool IsAlong(int axis) => Axes is [var only] && only == axis;

    /// <summary>The same places along other axes.</summary>
    public ChannelLayout On(params int[] axes) => new(axes, Extents, Places, Scales);

    /// <summary>The same places with other scales.</summary>
    public ChannelLayout Scaled(int[] scales) => new(Axes, Extents, Places, scales);

    /// <summary>Positions from <paramref name="start"/> on, as a layout along one axis.</summary>
    public ChannelLayout Run(int start, int count) => new([0], [count], Places[start..(start + count)], Scales[start..(start + count)]);

    /// <summary>The same layout with its axes in ascending order.</summary>
    public ChannelLayout Sorted()
    {
        int[] order = [.. Enumerable.Range(0, Axes.Length).OrderBy(k => Axes[k])];
        if (order.Zip(order.Skip(1)).All(pair => pair.First < pair.Second))
        {
            return this;
        }

        var places = new Place[Places.Length];
        int[] scales = new int[Places.Length];
        int[] target = IndexAlong(order);
        for (int position = 0; position < places.Length; position++)
        {
            places[target[position]] = Places[position];
            scales[target[position]] = Scales[position];
        }

        return new ChannelLayout([.. order.Select(k => Axes[k])], [.. order.Select(k => Extents[k])], places, scales);
    }

    /// <summary>For each position, its index along the axes at <paramref name="kept"/> (positions in <see cref="Axes"/>), row-major.</summary>
    public int[] IndexAlong(params int[] kept)
    {
        var indices = new int[Places.Length];
        for (int position = 0; position < indices.Length; position++)
        {
            int index = 0;
            foreach (int k in kept)
            {
                index = (index * Extents[k]) + Coordinate(position, k);
            }

            indices[position] = index;
        }

        return indices;
    }

    private int Coordinate(int position, int k)
    {
        int inner = 1;
        for (int i = k + 1; i < Extents.Length; i++)
        {
            inner *= Extents[i];
        }

        return position / inner % Extents[k];
    }
}
