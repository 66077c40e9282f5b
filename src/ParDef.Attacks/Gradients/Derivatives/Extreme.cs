using ParDef.Onnx.Proto;

namespace ParDef.Attacks.Gradients.Derivatives;

/// <summary>y = the largest or the smallest operand, which gets the gradient.</summary>
internal static class Extreme
{
    public static void Back(BackwardPass pass, NodeProto node, string gradient)
    {
        foreach (string operand in node.Input.Where(pass.Wants))
        {
            pass.GiveBroadcast(operand, pass.Where(pass.Emit("Equal", [operand, node.Output[0]]), gradient), pass.Shape(node.Output[0]));
        }
    }
}
