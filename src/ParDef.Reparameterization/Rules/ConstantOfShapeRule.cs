using ParDef.Reparameterization.Shapes;
using ParDef.Reparameterization.Symmetry;

namespace ParDef.Reparameterization.Rules;

/// <summary>ConstantOfShape of a known shape.</summary>
/// <remarks>One number everywhere. It has no channels; that it is zero is remembered for the initial states of recurrent cells.</remarks>
internal static class ConstantOfShapeRule
{
    public static bool Apply(RuleContext node)
    {
        if (node.Integers(0) is not { } shape || shape.Any(extent => extent <= 0))
        {
            return false;
        }

        bool isZero = node.Tensor("value") is not { } value || ConstantContent.Scalar(value) == 0;
        node.SetOutput(0, new GraphTensor(shape, []) { IsZero = isZero });
        return true;
    }
}
