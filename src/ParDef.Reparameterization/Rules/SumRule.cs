using ParDef.Reparameterization.Symmetry;

namespace ParDef.Reparameterization.Rules;

/// <summary>Add, Sub, Sum, Mean, Max, Min.</summary>
/// <remarks>
/// Each is positively homogeneous in all operands together: f(s x, s y) = s f(x, y) for s > 0, position by position; so all operands carry the
/// same channels and the same factor. An operand that is constant along the channels agrees with every permutation, but adds the same to
/// each channel, so the factor is 1, unless it is the constant zero of a sum. A zero pad agrees with everything: f(0, s y) = s f(0, y).
/// </remarks>
internal static class SumRule
{
    public static bool Apply(RuleContext node)
    {
        var operands = Enumerable.Range(0, node.Inputs).Select(node.Operand).OfType<GraphTensor>().ToList();
        if (operands.Count != node.Inputs || Broadcast.Shape([.. operands.Select(operand => operand.Shape)]) is not { } shape)
        {
            return false;
        }

        var layouts = new List<ChannelLayout>();
        foreach (var row in Broadcast.Align(node, operands, shape))
        {
            var tied = row.OfType<ChannelLayout>().Aggregate(node.Tie);
            if (Enumerable.Range(0, row.Length).Any(i => row[i] is null && !IsZero(node, i)))
            {
                tied = node.PermuteOnly(tied);
                tied = node.Solid(tied);
            }

            layouts.Add(tied);
        }

        node.SetOutput(shape, layouts);
        return true;
    }

    private static bool IsZero(RuleContext node, int input) => node.Type is "Add" or "Sub" or "Sum" && node.Scalar(input) == 0;
}
