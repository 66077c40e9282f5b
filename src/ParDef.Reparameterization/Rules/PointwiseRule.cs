using ParDef.Reparameterization.Symmetry;

namespace ParDef.Reparameterization.Rules;

/// <summary>Operators that work on each position by itself, alike for all, and are not homogeneous: Sigmoid, Tanh, Gelu, Erf, Clip, ...</summary>
/// <remarks>
/// f(x[p(i)]) = f(x)[p(i)], so permutations pass. f(s x) is not s f(x): the factor is 1 before and after, where a new one can begin at the next
/// weight. f(0) need not be 0: positions of a zero pad stay where they are. Clip to [0, inf) is Relu.
/// </remarks>
internal static class PointwiseRule
{
    public static bool Apply(RuleContext node)
    {
        if (node.Operand(0) is not { } x)
        {
            return false;
        }

        if (node.Type == "Clip" && (node.Opset < 11 || (node.Has(1) && node.Scalar(1) is null) || (node.Has(2) && node.Scalar(2) is null)))
        {
            return ApplyOldClip(node, x);
        }

        bool isRelu = node.Type == "Clip" && node.Scalar(1) == 0 && !node.Has(2);
        node.SetOutput(0, isRelu ? x : PermuteOnly(node, x));
        return true;
    }

    /// <summary>Bounds that are attributes, or are computed: one number for all positions either way.</summary>
    private static bool ApplyOldClip(RuleContext node, GraphTensor x)
    {
        node.SetOutput(0, PermuteOnly(node, x));
        return true;
    }

    /// <summary>All channels of a tensor with the factor 1, and nothing that counts as zero.</summary>
    public static GraphTensor PermuteOnly(RuleContext node, GraphTensor x) =>
        x with { Layouts = [.. x.Layouts.Select(layout => node.PermuteOnly(node.Solid(layout)))], Integers = null, IsZero = false };
}
