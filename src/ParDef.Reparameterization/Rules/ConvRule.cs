using ParDef.Reparameterization.Shapes;
using ParDef.Reparameterization.Symmetry;

namespace ParDef.Reparameterization.Rules;

/// <summary>Conv, with one group, with several, depthwise.</summary>
/// <remarks>
/// With y[o] = b[o] + sum over i of W[o,i] * x[i] (* correlates over space), x'[j] = s[p(j)] x[p(j)] and
/// W'[r,j] = t[q(r)] / s[p(j)] W[q(r),p(j)], b'[r] = t[q(r)] b[q(r)]: y'[r] = t[q(r)] y[q(r)], since a sum does not depend on its order.
/// Space is not touched, and the implicit padding is zero, which every factor keeps. In a grouped convolution this holds in every group for
/// itself, if p and q map each group to itself. Depthwise (one input channel a group, m outputs): y[c,k] depends on x[c] only, so p moves
/// the m outputs of a channel together, and the factors before and after are independent.
/// </remarks>
internal static class ConvRule
{
    public static bool Apply(RuleContext node)
    {
        if (node.Operand(0) is not { Rank: >= 3 } x || node.Plain(1) is not { } weight || weight.Rank != x.Rank
            || Window.Of(node, weight.Shape[2..])?.Slide(x.Shape[2..]) is not { } space)
        {
            return false;
        }

        int groups = (int)node.Integer("group", 1);
        int outputs = (int)weight.Shape[0];
        int taken = (int)weight.Shape[1];
        if (groups < 1 || taken * groups != x.Shape[1] || outputs % groups != 0 || node.Weight(1) is null || (node.Has(2) && node.Weight(2) is null))
        {
            return false;
        }

        var before = node.OnlyAlong(x, 1);
        var after = Bind(node, before, weight, groups);
        if (node.Has(2))
        {
            node.Bind(2, AxisBinding.Making(after));
        }

        node.SetOutput([x.Shape[0], outputs, .. space], after);
        return true;
    }

    private static ChannelLayout Bind(RuleContext node, ChannelLayout? before, GraphTensor weight, int groups)
    {
        int outputs = (int)weight.Shape[0];
        if (groups == 1)
        {
            var made = node.NewLayout(1, outputs);
            node.Bind(1, [AxisBinding.Making(made), before is null ? null : AxisBinding.Taking(before), .. new AxisBinding?[weight.Rank - 2]]);
            return made;
        }

        return weight.Shape[1] == 1 ? BindDepthwise(node, before, weight, outputs / groups) : BindGroups(node, before, weight, groups);
    }

    private static ChannelLayout BindDepthwise(RuleContext node, ChannelLayout? before, GraphTensor weight, int copies)
    {
        int outputs = (int)weight.Shape[0];
        var scales = node.State.Scales.New(outputs);
        if (before is null)
        {
            // The inputs stay, so only the outputs of one input could change places among themselves: that is left out.
            var fixedOnes = node.NewLayout(1, outputs).Scaled(scales);
            foreach (var place in fixedOnes.Places)
            {
                node.State.Channels.Freeze(place, node.Reason);
            }

            node.Bind(1, [AxisBinding.Making(fixedOnes), .. new AxisBinding?[weight.Rank - 1]]);
            return fixedOnes;
        }

        before = node.Solid(before);
        var places = new Place[outputs];
        int[] inverse = new int[outputs];
        for (int o = 0; o < outputs; o++)
        {
            var place = before.Places[o / copies];
            places[o] = place with { Tag = node.State.Tags.Within(place.Tag, o % copies, copies) };
            inverse[o] = AxisBinding.Inverse([before.Scales[o / copies]])[0];
        }

        node.Bind(1, [new AxisBinding(places, [scales, inverse]), .. new AxisBinding?[weight.Rank - 1]]);
        return new ChannelLayout([1], [outputs], places, scales);
    }

    private static ChannelLayout BindGroups(RuleContext node, ChannelLayout? before, GraphTensor weight, int groups)
    {
        int made = (int)weight.Shape[0] / groups;
        int taken = (int)weight.Shape[1];
        int[] extents = [made, .. weight.Shape[1..].Select(extent => (int)extent)];
        int elements = extents.Aggregate((product, extent) => product * extent);
        var after = node.NewLayout(1, made * groups);
        var parts = new List<WeightPart>();
        for (int group = 0; group < groups; group++)
        {
            var outs = after.Run(group * made, made);
            var ins = before?.Run(group * taken, taken);
            node.State.Channels.Keep(outs.Places);
            node.State.Channels.Keep(ins?.Places ?? []);
            parts.Add(new WeightPart(
                group * elements, extents,
                [AxisBinding.Making(outs), ins is null ? null : AxisBinding.Taking(ins), .. new AxisBinding?[extents.Length - 2]]));
        }

        node.BindParts(1, parts);
        return after;
    }
}
