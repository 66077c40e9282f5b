namespace ParDef.Reparameterization.Tests.Interpreting;

/// <summary>A tensor of doubles, row-major.</summary>
internal sealed record Values(int[] Shape, double[] Data)
{
    public static Values Of(int[] shape, Func<int[], double> element)
    {
        var data = new double[shape.Aggregate(1, (product, extent) => product * extent)];
        for (int i = 0; i < data.Length; i++)
        {
            data[i] = element(Index(shape, i));
        }

        return new Values(shape, data);
    }

    public double this[params int[] index] => Data[Offset(index)];

    public int Rank => Shape.Length;

    /// <summary>All indices of a shape, row-major.</summary>
    public static IEnumerable<int[]> Indices(int[] shape) =>
        Enumerable.Range(0, shape.Aggregate(1, (product, extent) => product * extent)).Select(position => Index(shape, position));

    public void Set(double value, params int[] index) => Data[Offset(index)] = value;

    public void Add(double value, params int[] index) => Data[Offset(index)] += value;

    /// <summary>The element that broadcasting puts at an index of a larger shape.</summary>
    public double At(int[] index)
    {
        int shift = index.Length - Shape.Length;
        var own = new int[Shape.Length];
        for (int axis = 0; axis < own.Length; axis++)
        {
            own[axis] = Shape[axis] == 1 ? 0 : index[axis + shift];
        }

        return Data[Offset(own)];
    }

    private int Offset(int[] index)
    {
        int offset = 0;
        for (int axis = 0; axis < Shape.Length; axis++)
        {
            offset = (offset * Shape[axis]) + index[axis];
        }

        return offset;
    }

    private static int[] Index(int[] shape, int position)
    {
        var index = new int[shape.Length];
        for (int axis = shape.Length - 1; axis >= 0; axis--)
        {
            index[axis] = position % shape[axis];
            position /= shape[axis];
        }

        return index;
    }
}
