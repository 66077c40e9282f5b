namespace ParDef.Attacks.Tests.Reference;

/// <summary>A tensor of doubles, row-major.</summary>
internal sealed record Doubles(int[] Shape, double[] Data)
{
    public static Doubles Zeros(params int[] shape) => new(shape, new double[Elements(shape)]);

    public static Doubles Of(IEnumerable<long> shape, IEnumerable<float> data) => new([.. shape.Select(extent => (int)extent)], [.. data.Select(value => (double)value)]);

    public int Rank => Shape.Length;

    public static int Elements(IEnumerable<int> shape) => shape.Aggregate(1, (product, extent) => product * extent);

    public int Axis(long axis) => (int)(axis < 0 ? axis + Rank : axis);

    /// <summary>Elements between neighbours of each axis.</summary>
    public int[] Strides()
    {
        int[] strides = new int[Rank];
        int stride = 1;
        for (int axis = Rank - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= Shape[axis];
        }

        return strides;
    }

    /// <summary>A tensor whose element at an index lies at the given offset plus index times steps; steps of 0 repeat.</summary>
    public Doubles View(int[] shape, int offset, int[] steps)
    {
        var view = Zeros(shape);
        Walk(shape, (position, at) => view.Data[position] = Data[at], offset, steps);
        return view;
    }

    /// <summary>Goes through a shape in order, with a second position that moves by steps.</summary>
    public static void Walk(int[] shape, Action<int, int> visit, int offset, int[] steps)
    {
        int[] index = new int[shape.Length];
        int count = Elements(shape);
        int at = offset;
        for (int position = 0; position < count; position++)
        {
            visit(position, at);
            for (int axis = shape.Length - 1; axis >= 0; axis--)
            {
                at += steps[axis];
                if (++index[axis] < shape[axis])
                {
                    break;
                }

                at -= steps[axis] * shape[axis];
                index[axis] = 0;
            }
        }
    }

    /// <summary>This tensor broadcast to a shape.</summary>
    public Doubles Broadcast(int[] shape)
    {
        if (shape.SequenceEqual(Shape))
        {
            return this;
        }

        int[] own = Strides();
        int shift = shape.Length - Rank;
        return View(shape, 0, [.. shape.Select((_, axis) => axis < shift || Shape[axis - shift] == 1 ? 0 : own[axis - shift])]);
    }
}
