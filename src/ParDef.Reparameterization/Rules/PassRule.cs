
namespace ParDef.Reparameterization.Rules;

/// <summary>Operators that work on each position by itself and let positive factors through: Relu, LeakyRelu, Identity, Dropout of inference, Abs, Neg.</summary>
/// <remarks>f(s x) = s f(x) for s > 0, and f(0) = 0, so that zero pads stay zero.</remarks>
internal static class PassRule
{
    public static bool Apply(RuleContext node)
    {
        if (node.Plain(0) is not { } x || node.HasOutput(1) || (node.Type == "Dropout" && node.Has(2)))
        {
            return false;
        }

        // The name of a constant stays a name of it.
        node.SetOutput(0, node.Type is "Identity" ? x : node.Operand(0)! with { Integers = null });
        return true;
    }
}
