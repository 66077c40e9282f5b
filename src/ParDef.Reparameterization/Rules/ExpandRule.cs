using ParDef.Reparameterization.Symmetry;

namespace ParDef.Reparameterization.Rules;

/// <summary>Expand to a known shape.</summary>
/// <remarks>Repeats what has extent 1; an axis with channels has more, and is not touched.</remarks>
internal static class ExpandRule
{
    public static bool Apply(RuleContext node)
    {
        if (node.Operand(0) is not { } x || node.Integers(1) is not { } wanted || Broadcast.Shape([x.Shape, wanted]) is not { } shape
            || shape.Any(extent => extent <= 0))
        {
            return false;
        }

        int shift = shape.Length - x.Rank;
        var layouts = x.Layouts.Select(layout => layout.On([.. layout.Axes.Select(axis => axis + shift)]));
        node.SetOutput(0, new GraphTensor(shape, [.. layouts]) { IsZero = x.IsZero });
        return true;
    }
}
