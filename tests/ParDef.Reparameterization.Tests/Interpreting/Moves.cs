using ParDef.Onnx.Proto;

namespace ParDef.Reparameterization.Tests.Interpreting;

/// <summary>Operators that put elements elsewhere.</summary>
internal static class Moves
{
    public static Values Concat(NodeProto node, Values[] x)
    {
        int axis = node.Int("axis", 0);
        var shape = (int[])x[0].Shape.Clone();
        shape[axis] = x.Sum(value => value.Shape[axis]);
        return Values.Of(shape, i =>
        {
            int position = i[axis];
            foreach (var value in x)
            {
                if (position < value.Shape[axis])
                {
                    return value[i.With(axis, position)];
                }

                position -= value.Shape[axis];
            }

            throw new InvalidOperationException("beyond the last operand");
        });
    }

    public static Values Pad(Values x, Values pads)
    {
        int[] before = [.. pads.Data.Take(x.Rank).Select(pad => (int)pad)];
        int[] shape = [.. x.Shape.Select((extent, axis) => extent + before[axis] + (int)pads.Data[axis + x.Rank])];
        return Values.Of(shape, i =>
        {
            int[] own = [.. i.Select((position, axis) => position - before[axis])];
            return own.Select((position, axis) => position >= 0 && position < x.Shape[axis]).All(isInside => isInside) ? x[own] : 0;
        });
    }

    public static Values Transpose(NodeProto node, Values x)
    {
        int[] order = node.Ints("perm");
        return Values.Of([.. order.Select(axis => x.Shape[axis])], i =>
        {
            var own = new int[x.Rank];
            for (int axis = 0; axis < own.Length; axis++)
            {
                own[order[axis]] = i[axis];
            }

            return x[own];
        });
    }

    public static Values Reshape(Values x, Values shape)
    {
        int[] extents = [.. shape.Data.Select((extent, axis) => extent == 0 ? x.Shape[axis] : (int)extent)];
        int open = Array.IndexOf(extents, -1);
        if (open >= 0)
        {
            extents[open] = x.Data.Length / extents.Where(extent => extent > 0).Aggregate(1, (product, extent) => product * extent);
        }

        return new Values(extents, x.Data);
    }

    /// <summary>Starts, ends, axes and steps, all inside their axes; a step may be negative.</summary>
    public static Values Slice(Values x, Values starts, Values ends, Values axes, Values? steps)
    {
        for (int k = 0; k < starts.Data.Length; k++)
        {
            int axis = (int)axes.Data[k];
            int step = (int)(steps?.Data[k] ?? 1);
            int start = (int)starts.Data[k];
            int count = (int)Math.Ceiling((Math.Min(ends.Data[k], x.Shape[axis]) - start) / step);
            var from = x;
            x = Values.Of([.. x.Shape.Select((extent, own) => own == axis ? count : extent)], i => from[i.With(axis, start + (i[axis] * step))]);
        }

        return x;
    }

    public static Values Squeeze(Values x, Values axes) => new([.. x.Shape.Where((_, axis) => !axes.Data.Contains(axis))], x.Data);

    public static Values Unsqueeze(Values x, Values axes)
    {
        var shape = x.Shape.ToList();
        foreach (double axis in axes.Data.Order())
        {
            shape.Insert((int)axis, 1);
        }

        return new Values([.. shape], x.Data);
    }

    public static Values Expand(Values x, Values shape)
    {
        int rank = Math.Max(x.Rank, shape.Data.Length);
        int Wanted(int axis) => axis < rank - shape.Data.Length ? 1 : (int)shape.Data[axis - rank + shape.Data.Length];
        int Own(int axis) => axis < rank - x.Rank ? 1 : x.Shape[axis - rank + x.Rank];
        return Values.Of([.. Enumerable.Range(0, rank).Select(axis => Math.Max(Wanted(axis), Own(axis)))], x.At);
    }

    public static Values[] Split(NodeProto node, Values x, Values lengths)
    {
        int axis = node.Int("axis", 0);
        var parts = new List<Values>();
        int start = 0;
        foreach (int length in lengths.Data.Select(length => (int)length))
        {
            int first = start;
            parts.Add(Values.Of([.. x.Shape.Select((extent, own) => own == axis ? length : extent)], i => x[i.With(axis, first + i[axis])]));
            start += length;
        }

        return [.. parts];
    }

    public static Values Gather(NodeProto node, Values x, Values indices)
    {
        int axis = node.Int("axis", 0);
        return Values.Of([.. x.Shape[..axis], .. indices.Shape, .. x.Shape[(axis + 1)..]], i =>
            x[[.. i[..axis], (int)indices[i[axis..(axis + indices.Rank)]], .. i[(axis + indices.Rank)..]]]);
    }
}
