using ParDef.Reparameterization.Symmetry;

namespace ParDef.Reparameterization.Rules;

/// <summary>QuantizeLinear and DequantizeLinear.</summary>
/// <remarks>
/// Position by position, with a scale and a zero point that are one number each, or one for each position of one axis. For activations with one
/// number each permutations pass, as of any such function; rounding and clipping let no factor through. Integers that are an initializer are a weight
/// from here on: W[o,i] = s[o] (q[o,i] - z[o]), so that a permutation of q along its axes, with s and z along theirs, is one of W, bit for bit.
/// Factors of weights in integers are 1. Blocks of a shared scale are not covered.
/// </remarks>
internal static class QuantizationRule
{
    public static bool Apply(RuleContext node)
    {
        if (node.Plain(0) is not { } x || node.Plain(1) is not { } scale || node.Integer("block_size", 0) != 0)
        {
            return false;
        }

        bool isOne = scale.Shape.All(extent => extent == 1) && (!node.Has(2) || node.Plain(2)?.Shape.All(extent => extent == 1) == true);
        if (node.Type == "DequantizeLinear" && x.Stored is { } stored)
        {
            if ((isOne ? stored : Beside(node, x, stored)) is not { } weight)
            {
                return false;
            }

            node.SetOutput(0, new GraphTensor(x.Shape, []) { Constant = weight });
            return true;
        }

        if (isOne)
        {
            node.SetOutput(0, PointwiseRule.PermuteOnly(node, node.Operand(0)!));
        }

        return isOne;
    }

    /// <summary>The weight with what has a value for each position of one of its axes; null where that cannot move along.</summary>
    private static ConstantView? Beside(RuleContext node, GraphTensor x, ConstantView stored)
    {
        if (RuleContext.Axis(node.Integer("axis", 1), x.Rank) is not { } axis
            || !IsEach(node, 1, x.Shape[axis]) || node.Weight(1) is not { Beside: [] } scale
            || (node.Has(2) && (!IsEach(node, 2, x.Shape[axis]) || node.Plain(2)!.Stored is null)))
        {
            return null;
        }

        string[] beside = node.Has(2) ? [scale.Initializer, node.Plain(2)!.Stored!.Initializer] : [scale.Initializer];
        return stored with { Beside = beside, BesideAxis = stored.Axes[axis] };
    }

    private static bool IsEach(RuleContext node, int input, long count) => node.Plain(input)?.Shape is [var extent] && extent == count;
}
