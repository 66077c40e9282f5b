using ParDef.Onnx.Proto;

namespace ParDef.Attacks.Gradients.Derivatives;

/// <summary>y = the sum of all operands.</summary>
internal static class Sum
{
    public static void Back(BackwardPass pass, NodeProto node, string gradient)
    {
        foreach (string operand in node.Input)
        {
            pass.GiveBroadcast(operand, gradient, pass.Shape(node.Output[0]));
        }
    }
}
