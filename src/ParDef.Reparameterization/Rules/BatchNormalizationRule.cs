using ParDef.Reparameterization.Symmetry;

namespace ParDef.Reparameterization.Rules;

/// <summary>BatchNormalization of inference.</summary>
/// <remarks>
/// y = g (x - m) / sqrt(v + e) + b, channel by channel: the permutation is common to all. With x' = s x and the wanted y' = t y:
/// m' = s m, v' = v, g' = t g / s, b' = t b give g' (s x - s m) / sqrt(v + e) + t b = t y, for every v >= 0, zero and denormal as well.
/// </remarks>
internal static class BatchNormalizationRule
{
    public static bool Apply(RuleContext node)
    {
        if (node.Operand(0) is not { Rank: >= 2 } x || node.Opset < 9 || node.Integer("training_mode", 0) != 0
            || Enumerable.Range(1, 4).Any(input => node.Weight(input) is null) || Enumerable.Range(1, 4).Any(node.HasOutput))
        {
            return false;
        }

        int channels = (int)x.Shape[1];
        var before = node.OnlyAlong(x, 1) is { } found ? node.Solid(found) : null;
        var scales = node.State.Scales.New(channels);
        ChannelLayout after;
        if (before is null)
        {
            after = node.NewLayout(1, channels).Scaled(scales);
            node.State.Freeze(after.Scaled(ScaleClasses.Ones(channels)), node.Reason);
            before = after.Scaled(ScaleClasses.Ones(channels));
        }
        else
        {
            after = before.Scaled(scales);
        }

        node.Bind(1, new AxisBinding(before.Places, [after.Scales, AxisBinding.Inverse(before.Scales)]));
        node.Bind(2, AxisBinding.Making(after));
        node.Bind(3, AxisBinding.Making(before));
        node.Bind(4, new AxisBinding(before.Places, []));
        node.SetOutput(x.Shape, after);
        return true;
    }
}
