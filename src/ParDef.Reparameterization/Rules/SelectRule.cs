using ParDef.Reparameterization.Shapes;
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
            if (RuleContext.Axis(axes[i], x.Rank) is not { } axis || Steps(x.Shape[axis], starts[i], ends[i], steps[i]) is not { Count: > 0 } run)
            {
                return false;
            }

            long step = steps[i];
            x = Select(node, x, axis, run.Count, position => run.Start + (position * step));
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

        long start = 0;
        for (int output = 0; output < lengths.Length; output++)
        {
            long first = start;
            node.SetOutput(output, Select(node, x, axis, lengths[output], position => first + position));
            start += lengths[output];
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
            long[] positions = [.. known.Select(index => index < 0 ? index + x.Shape[axis] : index)];
            if (positions.Length == 0 || positions.Any(position => position < 0 || position >= x.Shape[axis]))
            {
                return false;
            }

            var chosen = Select(node, x, axis, positions.Length, position => positions[position]);
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

    /// <summary>First position and number of positions of a slice.</summary>
    private static (long Start, long Count)? Steps(long extent, long start, long end, long step)
    {
        if (step is 0 or long.MinValue)
        {
            return null;
        }

        start = Math.Clamp(start < 0 ? start + extent : start, 0, step > 0 ? extent : extent - 1);
        end = end < 0 ? Math.Max(end + extent, -1) : end;
        end = Math.Clamp(end, step > 0 ? 0 : -1, extent);
        long reach = step > 0 ? end - start : start - end;
        return (start, reach <= 0 ? 0 : ((reach - 1) / Math.Abs(step)) + 1);
    }

    private static GraphTensor Select(RuleContext node, GraphTensor x, int axis, long count, Func<long, long> at)
    {
        var shape = (long[])x.Shape.Clone();
        shape[axis] = count;
        var layouts = x.Layouts.Select(layout => layout.Axes.Contains(axis) ? Select(node, layout, axis, count, at) : layout);
        return new GraphTensor(shape, [.. layouts])
        {
            Integers = x.Integers is { } integers && PositionBudget.Product(shape) <= ConstantContent.Longest ? Select(integers, x.Shape, axis, count, at) : null,
            IsZero = x.IsZero,
        };
    }

    private static ChannelLayout Select(RuleContext node, ChannelLayout layout, int axis, long count, Func<long, long> at)
    {
        int k = Array.IndexOf(layout.Axes, axis);
        node.State.Positions.Take(layout.Places.Length / layout.Extents[k] * count);
        int[] extents = (int[])layout.Extents.Clone();
        extents[k] = (int)count;
        long[] all = [.. Enumerable.Range(0, layout.Places.Length).Select(i => (long)i)];
        long[] lies = Select(all, [.. layout.Extents.Select(extent => (long)extent)], k, count, at);
        return new ChannelLayout(layout.Axes, extents, [.. lies.Select(i => layout.Places[i])], [.. lies.Select(i => layout.Scales[i])]);
    }

    private static long[] Select(long[] elements, long[] shape, int axis, long count, Func<long, long> at)
    {
        int inner = (int)shape[(axis + 1)..].Aggregate(1L, (product, extent) => product * extent);
        int slab = inner * (int)shape[axis];
        var chosen = new List<long>();
        for (int start = 0; start < elements.Length; start += slab)
        {
            for (long position = 0; position < count; position++)
            {
                chosen.AddRange(elements.AsSpan(start + ((int)at(position) * inner), inner));
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
