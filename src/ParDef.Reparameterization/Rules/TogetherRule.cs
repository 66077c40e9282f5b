using ParDef.Reparameterization.Symmetry;

namespace ParDef.Reparameterization.Rules;

/// <summary>Operators of several operands that work position by position: Where, Equal, Less, Greater, And, Or, Pow, Mod, ...</summary>
/// <remarks>All operands carry the same permutation, so that corresponding positions still meet; none is homogeneous as a whole: factors are 1.</remarks>
internal static class TogetherRule
{
    public static bool Apply(RuleContext node)
    {
        var operands = Enumerable.Range(0, node.Inputs).Select(node.Operand).OfType<GraphTensor>().ToList();
        if (operands.Count != node.Inputs || Broadcast.Shape([.. operands.Select(operand => operand.Shape)]) is not { } shape)
        {
            return false;
        }

        var layouts = Broadcast.Align(node, operands, shape)
            .Select(row => row.OfType<ChannelLayout>().Select(layout => node.PermuteOnly(node.Solid(layout))).Aggregate(node.Tie));
        node.SetOutput(shape, [.. layouts]);
        return true;
    }
}
