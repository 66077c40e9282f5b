using ParDef.Reparameterization.Symmetry;

namespace ParDef.Reparameterization.Rules;

/// <summary>InstanceNormalization.</summary>
/// <remarks>
/// y = g (x - mean) / sqrt(var + e) + b with the mean and variance of each channel: the permutation is common. The factor before is 1, because
/// e is one number for all channels; after it g' = t g, b' = t b. Where an axis of groups is normalised, the channels inside each group
/// are only averaged over, and pass if they stay in their group.
/// </remarks>
internal static class InstanceNormalizationRule
{
    public static bool Apply(RuleContext node)
    {
        if (node.Operand(0) is not { Rank: >= 3 } x || (x.Layouts.Any(layout => layout.IsAlong(1)) && (node.Weight(1) is null || node.Weight(2) is null)))
        {
            return false;
        }

        var layouts = new List<ChannelLayout>();
        foreach (var layout in x.Layouts)
        {
            var before = node.PermuteOnly(node.Solid(layout));
            if (layout.IsAlong(1))
            {
                var after = before.Scaled(node.State.Scales.New(before.Places.Length));
                node.Bind(1, AxisBinding.Making(after));
                node.Bind(2, AxisBinding.Making(after));
                layouts.Add(after);
                continue;
            }

            int[] instance = [.. Enumerable.Range(0, layout.Axes.Length).Where(k => layout.Axes[k] < 2)];
            if (instance.Length > 0)
            {
                node.KeepFibres(before, instance);
            }

            layouts.Add(before);
        }

        if (!x.Layouts.Any(layout => layout.IsAlong(1)))
        {
            node.FreezeUses(1, 2);
        }

        node.SetOutput(x.Shape, layouts);
        return true;
    }
}
