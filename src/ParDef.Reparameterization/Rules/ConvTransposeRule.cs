using ParDef.Reparameterization.Shapes;
using ParDef.Reparameterization.Symmetry;

namespace ParDef.Reparameterization.Rules;

/// <summary>ConvTranspose.</summary>
/// <remarks>
/// The adjoint of a convolution in space; in the channels it is the same sum over inputs, with W[i,o]: W'[j,r] = t[q(r)] / s[p(j)] W[p(j),q(r)].
/// With groups this holds in each of them, if each keeps its channels.
/// </remarks>
internal static class ConvTransposeRule
{
    public static bool Apply(RuleContext node)
    {
        if (node.Operand(0) is not { Rank: >= 3 } x || node.Plain(1) is not { } weight || weight.Rank != x.Rank || node.Weight(1) is null
            || (node.Has(2) && node.Weight(2) is null) || weight.Shape[0] != x.Shape[1])
        {
            return false;
        }

        int groups = (int)node.Integer("group", 1);
        long[]? space = node.List("output_shape")
            ?? Window.Of(node, weight.Shape[2..])?.Spread(x.Shape[2..], node.List("output_padding") ?? new long[x.Rank - 2]);
        if (groups < 1 || x.Shape[1] % groups != 0 || space is null || space.Length != x.Rank - 2)
        {
            return false;
        }

        int taken = (int)x.Shape[1] / groups;
        int made = (int)weight.Shape[1];
        var before = node.OnlyAlong(x, 1);
        var after = node.NewLayout(1, made * groups);
        int[] extents = [taken, made, .. weight.Shape[2..].Select(extent => (int)extent)];
        int elements = extents.Aggregate((product, extent) => product * extent);
        var parts = new List<WeightPart>();
        for (int group = 0; group < groups; group++)
        {
            var ins = before?.Run(group * taken, taken);
            var outs = after.Run(group * made, made);
            node.State.Channels.Keep(outs.Places);
            node.State.Channels.Keep(ins?.Places ?? []);
            parts.Add(new WeightPart(
                group * elements, extents,
                [ins is null ? null : AxisBinding.Taking(ins), AxisBinding.Making(outs), .. new AxisBinding?[extents.Length - 2]]));
        }

        node.BindParts(1, parts);
        if (node.Has(2))
        {
            node.Bind(2, AxisBinding.Making(after));
        }

        node.SetOutput([x.Shape[0], made * groups, .. space], after);
        return true;
    }
}
