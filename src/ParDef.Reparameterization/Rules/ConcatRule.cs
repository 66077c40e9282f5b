using ParDef.Reparameterization.Symmetry;

namespace ParDef.Reparameterization.Rules;

/// <summary>Concat.</summary>
/// <remarks>
/// Along the axis the operands lie one after another, so a permutation of the result is one of each operand: the places follow one another,
/// and each operand's own set is kept. Operands without channels along the axis stay, all else being free. Along the other axes every
/// operand must be permuted and scaled alike.
/// </remarks>
internal static class ConcatRule
{
    public static bool Apply(RuleContext node)
    {
        var operands = Enumerable.Range(0, node.Inputs).Select(node.Operand).OfType<GraphTensor>().ToList();
        if (operands.Count != node.Inputs || operands.Any(operand => operand.Rank != operands[0].Rank)
            || RuleContext.Axis(node.Integer("axis", 0), operands[0].Rank) is not { } axis)
        {
            return false;
        }

        var shape = (long[])operands[0].Shape.Clone();
        shape[axis] = operands.Sum(operand => operand.Shape[axis]);
        var layouts = new List<ChannelLayout>();
        if (operands.Any(operand => operand.Along(axis) is not null))
        {
            node.State.Positions.Take(shape[axis]);
            layouts.Add(Join(node, operands, axis));
        }

        var others = operands.Select(operand => operand with { Layouts = [.. operand.Layouts.Where(layout => !layout.Axes.Contains(axis))] }).ToList();
        foreach (var row in Broadcast.Align(node, others, shape))
        {
            var tied = row.OfType<ChannelLayout>().Aggregate(node.Tie);
            tied = row.Any(layout => layout is null) ? node.PermuteOnly(node.Solid(tied)) : tied;

            // A zero pad in one operand is none in another: what lies there now is that one's channel, at zero in part.
            layouts.Add(tied);
        }

        node.SetOutput(shape, layouts);
        return true;
    }

    private static ChannelLayout Join(RuleContext node, List<GraphTensor> operands, int axis)
    {
        var places = new List<Place>();
        var scales = new List<int>();
        foreach (var operand in operands)
        {
            int extent = (int)operand.Shape[axis];
            var layout = node.OnlyAlongOf(operand, axis);
            if (layout is null)
            {
                layout = node.NewLayout(axis, extent);
                node.Freeze(layout);
            }

            places.AddRange(layout.Places);
            scales.AddRange(layout.Scales);
        }

        return new ChannelLayout([axis], [places.Count], [.. places], [.. scales]);
    }
}
