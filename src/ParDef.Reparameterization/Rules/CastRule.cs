namespace ParDef.Reparameterization.Rules;

/// <summary>Cast.</summary>
/// <remarks>Position by position. Between floating-point types it is the identity up to rounding, and lets factors through; to others it is not.</remarks>
internal static class CastRule
{
    public static bool Apply(RuleContext node)
    {
        if (node.Operand(0) is not { } x)
        {
            return false;
        }

        bool isFloat = node.Integer("to", 0) is 1 or 10 or 11 or 16;
        node.SetOutput(0, isFloat ? x with { Integers = null } : PointwiseRule.PermuteOnly(node, x));
        return true;
    }
}
