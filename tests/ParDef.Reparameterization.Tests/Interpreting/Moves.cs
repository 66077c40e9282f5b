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
                    return value[With(i, axis, position)];
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

    public static Values Slice(Values x, int start, int end, int axis)
    {
        var shape = (int[])x.Shape.Clone();
        shape[axis] = end - start;
        return Values.Of(shape, i => x[With(i, axis, i[axis] + start)]);
    }

    public static Values[] Split(NodeProto node, Values x, Values lengths)
    {
        int axis = node.Int("axis", 0);
        var parts = new List<Values>();
        int start = 0;
        foreach (int length in lengths.Data.Select(length => (int)length))
        {
            parts.Add(Slice(x, start, start + length, axis));
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

    private static int[] With(int[] index, int axis, int value)
    {
        var changed = (int[])index.Clone();
        changed[axis] = value;
        return changed;
    }
}
