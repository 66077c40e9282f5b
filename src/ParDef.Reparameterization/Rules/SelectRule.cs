using ParDef.Reparameterization.Symmetry;

namespace ParDef.Reparameterization.Rules;

/// <summary>Slice, Split and Gather at positions that are known.</summary>
/// <remarks>
/// The result holds some positions of an axis in some order. A channel keeps its identity wherever it comes to lie: if a permutation maps the
/// set of channels of the operand to itself and that of the result as well, then position i of the new result is the old content of the
/// channel that i's channel goes to. Factors follow. Gather at positions from outside (an embedding) fixes the axis that is looked up, and
/// passes the others.
/// </remarks>
internal static class SelectRule
{
    public static bool ApplySlice(RuleContext node)
    {
        if (node.Operand(0) is not { } x)
        {
            return false;
        }

        bool isOld = node.Opset < 10;
        var starts = isOld ? node.List("starts") : node.Integers(1);
        var ends = isOld ? node.List("ends") : node.Integers(2);
        if (starts is null || ends is null || starts.Length != ends.Length
            || (!isOld && ((node.Has(3) && node.Integers(3) is null) || (node.Has(4) && node.Integers(4) is null))))
        {
            return false;
        }

        long[] axes = (isOld ? node.List("axes") : node.Has(3) ? node.Integers(3) : null) ?? [.. Enumerable.Range(0, starts.Length).Select(axis => (long)axis)];
        long[] steps = (isOld || !node.Has(4) ? null : node.Integers(4)) ?? [.. starts.Select(_ => 1L)];
        if (axes.Length != starts.Length || steps.Length != starts.Length)
        {
            return false;
        }

        for (int i = 0; i < starts.Length; i++)
        {
            if (RuleContext.Axis(axes[i], x.Rank) is not { } axis || Positions(x.Shape[axis], starts[i], ends[i], steps[i]) is not { Length: > 0 } positions)
            {
                return false;
            }

            x = Select(x, axis, positions);
        }

        node.SetOutput(0, x);
        return true;
    }

    public static bool ApplySplit(RuleContext node)
    {
        if (node.Operand(0) is not { } x || RuleContext.Axis(node.Integer("axis", 0), x.Rank) is not { } axis)
        {
            return false;
        }

        var lengths = node.Opset < 13 ? node.List("split") : node.Has(1) ? node.Integers(1) : null;
        if (lengths is null && node.Has(1))
        {
            return false;
        }

        long part = (x.Shape[axis] + node.Outputs - 1) / node.Outputs;
        lengths ??= [.. Enumerable.Range(0, node.Outputs).Select(i => Math.Min(part, x.Shape[axis] - (i * part)))];
        if (lengths.Length != node.Outputs || lengths.Any(length => length <= 0) || lengths.Sum() != x.Shape[axis])
        {
            return false;
        }

        int start = 0;
        for (int output = 0; output < lengths.Length; output++)
        {
            node.SetOutput(output, Select(x, axis, [.. Enumerable.Range(start, (int)lengths[output])]));
            start += (int)lengths[output];
        }

        return true;
    }

    public static bool ApplyGather(RuleContext node)
    {
        if (node.Operand(0) is not { } x || node.Plain(1) is not { } indices || RuleContext.Axis(node.Integer("axis", 0), x.Rank) is not { } axis)
        {
            return false;
        }

        if (node.Integers(1) is { } known && indices.Rank <= 1)
        {
            int[] positions = [.. known.Select(index => (int)(index < 0 ? index + x.Shape[axis] : index))];
            if (positions.Length == 0 || positions.Any(position => position < 0 || position >= x.Shape[axis]))
            {
                return false;
            }

            var chosen = Select(x, axis, positions);
            node.SetOutput(0, indices.Rank == 1 ? chosen : WithoutAxis(chosen, axis));
            return true;
        }

        node.FreezeAlong(x, [axis]);
        long[] shape = [.. x.Shape[..axis], .. indices.Shape, .. x.Shape[(axis + 1)..]];
        var passing = x.Layouts.Where(layout => !layout.Axes.Contains(axis))
            .Select(layout => layout.On([.. layout.Axes.Select(own => own < axis ? own : own + indices.Rank - 1)]));
        node.SetOutput(shape, passing);
        return true;
    }

    private static int[]? Positions(long extent, long start, long end, long step)
    {
        if (step == 0 || extent > int.MaxValue)
        {
            return null;
        }

        start = Math.Clamp(start < 0 ? start + extent : start, 0, step > 0 ? extent : extent - 1);
        end = end < 0 ? Math.Max(end + extent, -1) : end;
        end = Math.Clamp(end, step > 0 ? 0 : -1, extent);
        var positions = new List<int>();
        for (long position = start; step > 0 ? position < end : position > end; position += step)
        {
            positions.Add((int)position);
        }

        return [.. positions];
    }

    private static GraphTensor Select(GraphTensor x, int axis, int[] positions)
    {
        var shape = (long[])x.Shape.Clone();
        shape[axis] = positions.Length;
        return new GraphTensor(shape, [.. x.Layouts.Select(layout => layout.Axes.Contains(axis) ? Select(layout, axis, positions) : layout)])
        {
            Integers = x.Integers is { } integers ? Select(integers, x.Shape, axis, positions) : null,
            IsZero = x.IsZero,
        };
    }

    private static ChannelLayout Select(ChannelLayout layout, int axis, int[] positions)
    {
        int k = Array.IndexOf(layout.Axes, axis);
        int[] extents = (int[])layout.Extents.Clone();
        extents[k] = positions.Length;
        long[] all = [.. Enumerable.Range(0, layout.Places.Length).Select(i => (long)i)];
        long[] lies = Select(all, [.. layout.Extents.Select(extent => (long)extent)], k, positions);
        return new ChannelLayout(layout.Axes, extents, [.. lies.Select(i => layout.Places[i])], [.. lies.Select(i => layout.Scales[i])]);
    }

    private static long[] Select(long[] elements, long[] shape, int axis, int[] positions)
    {
        int inner = (int)shape[(axis + 1)..].Aggregate(1L, (product, extent) => product * extent);
        int slab = inner * (int)shape[axis];
        var chosen = new List<long>();
        for (int start = 0; start < elements.Length; start += slab)
        {
            foreach (int position in positions)
            {
                chosen.AddRange(elements.AsSpan(start + (position * inner), inner));
            }
        }

        return [.. chosen];
    }

    private static GraphTensor WithoutAxis(GraphTensor x, int axis) => new(
        [.. x.Shape[..axis], .. x.Shape[(axis + 1)..]],
        [.. x.Layouts.Select(layout => Without(layout, axis))])
    { Integers = x.Integers, IsZero = x.IsZero };

    private static ChannelLayout Without(ChannelLayout layout, int axis)
    {
        int[] kept = [.. Enumerable.Range(0, layout.Axes.Length).Where(k => layout.Axes[k] != axis)];
        return new ChannelLayout(
            [.. kept.Select(k => layout.Axes[k] > axis ? layout.Axes[k] - 1 : layout.Axes[k])], [.. kept.Select(k => layout.Extents[k])],
            layout.Places, layout.Scales);
    }
}
