using ParDef.Reparameterization.Shapes;

namespace ParDef.Reparameterization.Rules;

/// <summary>MaxPool, AveragePool, GlobalAveragePool, GlobalMaxPool.</summary>
/// <remarks>
/// Each channel is pooled by itself, and both the mean and the maximum of s x are s times those of x for s > 0; padding is zero for a mean and
/// nothing for a maximum. The indices that MaxPool can return count across channels: with them it is not covered.
/// </remarks>
internal static class PoolRule
{
    public static bool Apply(RuleContext node)
    {
        if (node.Operand(0) is not { Rank: >= 3 } x || node.HasOutput(1))
        {
            return false;
        }

        bool isGlobal = node.Type.StartsWith("Global", StringComparison.Ordinal);
        long[]? space = isGlobal
            ? [.. Enumerable.Repeat(1L, x.Rank - 2)]
            : node.List("kernel_shape") is { } kernel ? Window.Of(node, kernel)?.Slide(x.Shape[2..]) : null;
        if (space is null)
        {
            return false;
        }

        node.FreezeAlong(x, Enumerable.Range(2, x.Rank - 2));
        node.SetOutput([x.Shape[0], x.Shape[1], .. space], x.Layouts.Where(layout => layout.Axes.All(axis => axis < 2)));
        return true;
    }
}
