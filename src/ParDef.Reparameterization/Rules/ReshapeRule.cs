using ParDef.Reparameterization.Symmetry;

namespace ParDef.Reparameterization.Rules;

/// <summary>Reshape, Flatten, Squeeze, Unsqueeze.</summary>
/// <remarks>
/// The elements keep their order. Where the running products of both shapes agree, the shapes fall into blocks, and each block is regrouped by
/// itself: a channel along (C, H, W) that becomes one axis lies there H*W times, as copies that move together; an axis of heads x dim that
/// is cut in two is one layout over both axes. Factors follow their positions.
/// </remarks>
internal static class ReshapeRule
{
    public static bool Apply(RuleContext node)
    {
        if (node.Operand(0) is not { } x || Target(node, x) is not { } shape
            || shape.Aggregate(1L, (product, extent) => product * extent) != x.Shape.Aggregate(1L, (product, extent) => product * extent))
        {
            return false;
        }

        node.SetOutput(0, new GraphTensor(shape, Regroup(node, x, shape)) { Integers = x.Integers });
        return true;
    }

    private static long[]? Target(RuleContext node, GraphTensor x)
    {
        switch (node.Type)
        {
            case "Flatten":
                long axis = node.Integer("axis", 1);
                int cut = (int)(axis < 0 ? axis + x.Rank : axis);
                return cut < 0 || cut > x.Rank ? null : [Product(x.Shape[..cut]), Product(x.Shape[cut..])];
            case "Squeeze":
                return Squeezed(node, x);
            case "Unsqueeze":
                return Unsqueezed(node, x);
            default:
                return Reshaped(node, x);
        }
    }

    private static long[]? Squeezed(RuleContext node, GraphTensor x)
    {
        long[]? axes = node.Opset < 13 ? node.List("axes") : node.Has(1) ? node.Integers(1) : null;
        if (axes is null && node.Has(1))
        {
            return null;
        }

        var dropped = axes?.Select(axis => axis < 0 ? axis + x.Rank : axis).ToHashSet();
        return [.. Enumerable.Range(0, x.Rank).Where(axis => dropped?.Contains(axis) != true && (dropped is not null || x.Shape[axis] != 1)).Select(axis => x.Shape[axis])];
    }

    private static long[]? Unsqueezed(RuleContext node, GraphTensor x)
    {
        if ((node.Opset < 13 ? node.List("axes") : node.Integers(1)) is not { } axes)
        {
            return null;
        }

        int rank = x.Rank + axes.Length;
        var added = axes.Select(axis => axis < 0 ? axis + rank : axis).ToHashSet();
        var shape = new long[rank];
        int next = 0;
        for (int axis = 0; axis < rank; axis++)
        {
            shape[axis] = added.Contains(axis) || next == x.Rank ? 1 : x.Shape[next++];
        }

        return shape;
    }

    private static long[]? Reshaped(RuleContext node, GraphTensor x)
    {
        if (node.Integers(1) is not { } wanted || (node.Integer("allowzero", 0) != 0 && wanted.Contains(0)))
        {
            return null;
        }

        long[] shape = [.. wanted.Select((extent, axis) => extent == 0 && axis < x.Rank ? x.Shape[axis] : extent)];
        int open = Array.IndexOf(shape, -1);
        if (open >= 0)
        {
            long rest = -Product(shape);
            shape[open] = rest > 0 ? Product(x.Shape) / rest : 0;
        }

        return shape.All(extent => extent > 0) ? shape : null;
    }

    private static long Product(IEnumerable<long> extents) => extents.Aggregate(1L, (product, extent) => product * extent);

    private static List<ChannelLayout> Regroup(RuleContext node, GraphTensor x, long[] shape)
    {
        var layouts = new List<ChannelLayout>();
        var done = new HashSet<ChannelLayout>();
        foreach (var (from, to) in Blocks(x.Shape, shape))
        {
            var touching = x.Layouts.Where(layout => layout.Axes.Intersect(from).Any()).ToList();
            if (touching.Count == 0)
            {
                continue;
            }

            bool isOne = touching.Count == 1 && touching[0].Axes.All(from.Contains);
            if (isOne)
            {
                layouts.Add(Lay(node, touching[0], x.Shape, from, shape, to));
                continue;
            }

            // A layout over several blocks passes if each of its axes is a block of its own.
            foreach (var layout in touching.Where(done.Add))
            {
                if (layout.Axes.Select(axis => Renamed(x.Shape, shape, axis)).ToArray() is var axes && axes.All(axis => axis is not null))
                {
                    layouts.Add(layout.On([.. axes.Select(axis => axis!.Value)]));
                }
                else
                {
                    node.Freeze(layout);
                }
            }
        }

        return layouts;
    }

    /// <summary>The number of an axis in the new shape, if it is a block of its own.</summary>
    private static int? Renamed(long[] before, long[] after, int axis) =>
        Blocks(before, after).FirstOrDefault(block => block.From.Contains(axis)) is ([_], [var to]) ? to : null;

    /// <summary>Runs of axes of both shapes with equal products and no shorter ones inside. Axes of extent 1 belong to none.</summary>
    private static List<(int[] From, int[] To)> Blocks(long[] before, long[] after)
    {
        var blocks = new List<(int[], int[])>();
        var from = new List<int>();
        var to = new List<int>();
        long left = 1;
        long right = 1;
        int i = 0;
        int j = 0;
        while (i < before.Length || j < after.Length)
        {
            if (i < before.Length && before[i] == 1)
            {
                i++;
            }
            else if (j < after.Length && after[j] == 1)
            {
                j++;
            }
            else if (i < before.Length && (left <= right || j == after.Length))
            {
                left *= before[i];
                from.Add(i++);
            }
            else
            {
                right *= after[j];
                to.Add(j++);
            }

            if (left == right && from.Count > 0 && to.Count > 0)
            {
                blocks.Add(([.. from], [.. to]));
                from.Clear();
                to.Clear();
                left = right = 1;
            }
        }

        return blocks;
    }

    private static ChannelLayout Lay(RuleContext node, ChannelLayout layout, long[] before, int[] from, long[] after, int[] to)
    {
        node.State.Positions.Take(PositionBudget.Product(from.Select(axis => before[axis])));
        int[] extents = [.. from.Select(axis => (int)before[axis])];
        int count = extents.Aggregate((product, extent) => product * extent);
        int copies = count / layout.Places.Length;
        var block = new ChannelLayout(from, extents, new Place[count], new int[count]);
        int[] lie = block.IndexAlong([.. layout.Axes.Select(axis => Array.IndexOf(from, axis))]);
        int[] copy = block.IndexAlong([.. Enumerable.Range(0, from.Length).Where(k => !layout.Axes.Contains(from[k]))]);
        for (int position = 0; position < count; position++)
        {
            var place = layout.Places[lie[position]];
            block.Places[position] = place.IsZero ? place : place with { Tag = node.State.Tags.Within(place.Tag, copy[position], copies) };
            block.Scales[position] = layout.Scales[lie[position]];
        }

        var laid = new ChannelLayout(to, [.. to.Select(axis => (int)after[axis])], block.Places, block.Scales);
        return CopiesUnfolded.Of(node.State.Tags, laid) ?? laid;
    }
}
