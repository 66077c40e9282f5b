using ParDef.Reparameterization.Rules;
using ParDef.Reparameterization.Symmetry;

namespace ParDef.Reparameterization.Tests.Symmetry;

/// <summary>Wrong rules, made of right ones.</summary>
internal static class Mutants
{
    /// <summary>The rule, but each channel comes out one position further along.</summary>
    public static OperatorRule Shifted(OperatorRule rule) => After(rule, layout => new ChannelLayout(
        layout.Axes, layout.Extents, [.. layout.Places[1..], layout.Places[0]], ScaleClasses.Ones(layout.Places.Length)));

    /// <summary>The rule, but the next weights do not divide by the factors of these channels, but by others.</summary>
    public static OperatorRule Unscaled(OperatorRule rule) => node => After(rule, layout => layout.Scaled(node.State.Scales.New(layout.Places.Length)))(node);

    /// <summary>An operator that is taken to let factors through.</summary>
    public static bool Homogeneous(RuleContext node)
    {
        node.SetOutput(0, node.Operand(0)!);
        return true;
    }

    /// <summary>The rule, but its result has channels and factors of its own along its first axis.</summary>
    public static OperatorRule Invented(OperatorRule rule) => node =>
    {
        bool isCovered = rule(node);
        var right = node.State.Plain(node.OutputName(0));
        if (isCovered && right is { Shape: [> 1, ..] })
        {
            node.SetOutput(right.Shape, node.NewLayout(0, (int)right.Shape[0]));
        }

        return isCovered;
    };

    private static OperatorRule After(OperatorRule rule, Func<ChannelLayout, ChannelLayout> change) => node =>
    {
        bool isCovered = rule(node);
        for (int output = 0; isCovered && output < node.Outputs; output++)
        {
            var right = node.State.Plain(node.OutputName(output))!;
            node.State.Set(node.OutputName(output), right with { Layouts = [.. right.Layouts.Select(change)] });
        }

        return isCovered;
    };
}
