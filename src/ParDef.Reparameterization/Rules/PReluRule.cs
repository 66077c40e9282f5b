using ParDef.Reparameterization.Symmetry;

namespace ParDef.Reparameterization.Rules;

/// <summary>PRelu with a constant slope.</summary>
/// <remarks>
/// y = x for x >= 0, else slope x: for s > 0 the sign of s x is that of x, so y(s x) = s y(x) with the same slope. Slopes of single channels
/// move with them and are never scaled.
/// </remarks>
internal static class PReluRule
{
    public static bool Apply(RuleContext node)
    {
        if (node.Operand(0) is not { } x || node.Plain(1) is not { } slope || slope.Rank > x.Rank)
        {
            return false;
        }

        var wide = Enumerable.Range(0, slope.Rank).Where(axis => slope.Shape[axis] > 1).ToList();
        if (wide.Count > 0)
        {
            int shift = x.Rank - slope.Rank;
            if (wide.Count > 1 || node.Weight(1) is null)
            {
                return false;
            }

            var layout = x.Along(wide[0] + shift);
            if (layout is not null && !layout.IsAlong(wide[0] + shift))
            {
                return false;
            }

            if (layout is null)
            {
                node.FreezeUses(1);
            }
            else
            {
                var axes = new AxisBinding?[slope.Rank];
                axes[wide[0]] = new AxisBinding(layout.Places, []);
                node.Bind(1, axes);
            }
        }

        node.SetOutput(0, x);
        return true;
    }
}
