using ParDef.Reparameterization.Symmetry;

namespace ParDef.Reparameterization.Rules;

/// <summary>ReduceMean, ReduceSum, ReduceMax, ReduceMin, ReduceL1, ReduceL2 and other reductions.</summary>
/// <remarks>
/// None depends on the order of what it reduces: over the channels the result is the same for every permutation, if the factors are 1. Where the
/// channels of each head are reduced for themselves, each must stay in its head. Over other axes each channel is reduced by itself; the six
/// named ones are positively homogeneous and let the factor through.
/// </remarks>
internal static class ReduceRule
{
    public static bool Apply(RuleContext node)
    {
        if (node.Operand(0) is not { } x)
        {
            return false;
        }

        bool isInput = node.Opset >= 18 || (node.Type == "ReduceSum" && node.Opset >= 13);
        var listed = isInput ? node.Integers(1) : node.List("axes");
        if ((isInput && node.Has(1) && listed is null) || (node.Integer("noop_with_empty_axes", 0) != 0 && listed is not { Length: > 0 }))
        {
            return false;
        }

        var axes = listed is { Length: > 0 } ? listed.Select(axis => (int)(axis < 0 ? axis + x.Rank : axis)).ToHashSet() : [.. Enumerable.Range(0, x.Rank)];
        bool isKept = node.Integer("keepdims", 1) != 0;
        int[] left = [.. Enumerable.Range(0, x.Rank).Where(axis => isKept || !axes.Contains(axis))];
        bool isHomogeneous = node.Type is "ReduceMean" or "ReduceSum" or "ReduceMax" or "ReduceMin" or "ReduceL1" or "ReduceL2";
        var layouts = new List<ChannelLayout>();
        foreach (var layout in x.Layouts)
        {
            if (!layout.Axes.Any(axes.Contains))
            {
                var passing = isHomogeneous ? layout : node.PermuteOnly(node.Solid(layout));
                layouts.Add(passing.On([.. passing.Axes.Select(axis => Array.IndexOf(left, axis))]));
                continue;
            }

            node.State.FreezeScales(layout);
            node.KeepFibres(layout, [.. Enumerable.Range(0, layout.Axes.Length).Where(k => !axes.Contains(layout.Axes[k]))]);
        }

        node.SetOutput([.. left.Select(axis => axes.Contains(axis) ? 1 : x.Shape[axis])], layouts);
        return true;
    }
}
