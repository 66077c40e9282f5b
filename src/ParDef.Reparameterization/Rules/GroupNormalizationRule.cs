using ParDef.Reparameterization.Symmetry;

namespace ParDef.Reparameterization.Rules;

/// <summary>GroupNormalization of opset 21 on, with a scale and a bias for every channel.</summary>
/// <remarks>
/// y = g (x - mean) / sqrt(var + e) + b with the mean and variance of a group of channels: they do not depend on the order inside the group,
/// so permutations that keep every group pass, with g and b. The factor before is 1, because channels are averaged and because of e; after
/// it g' = t g, b' = t b. Before opset 21 g and b belong to groups: that is not covered.
/// </remarks>
internal static class GroupNormalizationRule
{
    public static bool Apply(RuleContext node)
    {
        int groups = (int)Math.Clamp(node.Integer("num_groups", 0), 0, int.MaxValue);
        if (node.Opset < 21 || node.Operand(0) is not { Rank: >= 2 } x || groups == 0 || x.Shape[1] % groups != 0
            || !IsEach(node, 1, x.Shape[1]) || !IsEach(node, 2, x.Shape[1]))
        {
            return false;
        }

        if (node.OnlyAlong(x, 1) is not { } found)
        {
            node.FreezeUses(1, 2);
            node.SetOutput(x.Shape);
            return true;
        }

        var before = node.PermuteOnly(node.Solid(found));
        int width = before.Places.Length / groups;
        for (int group = 0; group < groups; group++)
        {
            node.State.Channels.Keep(before.Run(group * width, width).Places);
        }

        var after = before.Scaled(node.State.Scales.New(before.Places.Length));
        node.Bind(1, AxisBinding.Making(after));
        node.Bind(2, AxisBinding.Making(after));
        node.SetOutput(x.Shape, after);
        return true;
    }

    private static bool IsEach(RuleContext node, int input, long channels) =>
        node.Weight(input) is not null && node.Plain(input)!.Shape is [var extent] && extent == channels;
}
