
namespace ParDef.Reparameterization.Rules;

/// <summary>Softmax and LogSoftmax of opset 13 on.</summary>
/// <remarks>
/// The sum of exponentials does not depend on their order, so permutations along the axis pass, and across it each row is by itself. Factors do
/// not pass. A layout over the axis and others passes if its fibres along the axis are kept.
/// </remarks>
internal static class SoftmaxRule
{
    public static bool Apply(RuleContext node)
    {
        if (node.Operand(0) is not { } x || RuleContext.Axis(node.Integer("axis", node.Opset < 13 ? 1 : -1), x.Rank) is not { } axis
            || (node.Opset < 13 && axis != x.Rank - 1))
        {
            return false;
        }

        foreach (var layout in x.Layouts.Where(layout => layout.Axes.Length > 1 && layout.Axes.Contains(axis)))
        {
            node.KeepFibres(layout, [.. Enumerable.Range(0, layout.Axes.Length).Where(k => layout.Axes[k] != axis)]);
        }

        node.SetOutput(0, PointwiseRule.PermuteOnly(node, x));
        return true;
    }
}
