using ParDef.Reparameterization.Symmetry;

namespace ParDef.Reparameterization.Rules;

/// <summary>LayerNormalization over the last axis; RMSNormalization, which ONNX Runtime also calls SimplifiedLayerNormalization.</summary>
/// <remarks>
/// Mean and variance, or the mean square, do not depend on the order of the axis, so the permutation passes, with g and b. They do depend on single factors, and
/// on a common one through epsilon: the factor before is 1. After it y' = t y with g' = t g, b' = t b. Axes that are not normalised are
/// positions of their own, whose permutations pass; their factors do not, because of epsilon.
/// </remarks>
internal static class LayerNormalizationRule
{
    public static bool Apply(RuleContext node)
    {
        if (node.Operand(0) is not { Rank: >= 1 } x || node.Weight(1) is null
            || node.Plain(1)!.Shape is not [var width] || width != x.Shape[^1]
            || RuleContext.Axis(node.Integer("axis", -1), x.Rank) != x.Rank - 1
            || (node.Has(2) && node.Weight(2) is null) || node.HasOutput(1) || node.HasOutput(2))
        {
            return false;
        }

        int last = x.Rank - 1;
        var layouts = new List<ChannelLayout>();
        foreach (var layout in x.Layouts)
        {
            if (layout.IsAlong(last))
            {
                layouts.Add(Normalised(node, node.PermuteOnly(node.Solid(layout))));
            }
            else if (layout.Axes.Contains(last))
            {
                node.Freeze(layout);
            }
            else
            {
                layouts.Add(node.PermuteOnly(node.Solid(layout)));
            }
        }

        if (!x.Layouts.Any(layout => layout.IsAlong(last)))
        {
            node.FreezeUses(1, 2);
        }

        node.SetOutput(x.Shape, layouts);
        return true;
    }

    private static ChannelLayout Normalised(RuleContext node, ChannelLayout before)
    {
        var after = before.Scaled(node.State.Scales.New(before.Places.Length));
        node.Bind(1, AxisBinding.Making(after));
        if (node.Has(2))
        {
            node.Bind(2, AxisBinding.Making(after));
        }

        return after;
    }
}
