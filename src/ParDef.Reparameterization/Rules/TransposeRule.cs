using ParDef.Reparameterization.Symmetry;

namespace ParDef.Reparameterization.Rules;

/// <summary>Transpose.</summary>
/// <remarks>Axes change their numbers, contents do not change: what holds along an axis holds along it under its new number.</remarks>
internal static class TransposeRule
{
    public static bool Apply(RuleContext node)
    {
        if (node.Plain(0) is not { } x)
        {
            return false;
        }

        long[] order = node.List("perm") ?? [.. Enumerable.Range(0, x.Rank).Reverse().Select(axis => (long)axis)];
        if (!order.Order().SequenceEqual(Enumerable.Range(0, x.Rank).Select(axis => (long)axis)))
        {
            return false;
        }

        long[] shape = [.. order.Select(axis => x.Shape[axis])];
        if (x.Constant is not null || x.Stored is not null)
        {
            node.SetOutput(0, new GraphTensor(shape, []) { Constant = Turned(x.Constant, order), Stored = Turned(x.Stored, order) });
            return true;
        }

        var layouts = x.Layouts.Select(layout => layout.On([.. layout.Axes.Select(axis => Array.IndexOf(order, (long)axis))]));
        node.SetOutput(0, new GraphTensor(shape, [.. layouts]) { Integers = Turned(x, order), IsZero = x.IsZero });
        return true;
    }

    private static ConstantView? Turned(ConstantView? view, long[] order) =>
        view is null ? null : view with { Axes = [.. order.Select(axis => view.Axes[axis])] };

    private static long[]? Turned(GraphTensor x, long[] order)
    {
        if (x.Integers is not { } integers)
        {
            return null;
        }

        var grid = new ChannelLayout(
            [.. Enumerable.Range(0, x.Rank)], [.. x.Shape.Select(extent => (int)extent)], new Place[integers.Length], new int[integers.Length]);
        int[] target = grid.IndexAlong([.. order.Select(axis => (int)axis)]);
        var turned = new long[integers.Length];
        for (int i = 0; i < integers.Length; i++)
        {
            turned[target[i]] = integers[i];
        }

        return turned;
    }
}
