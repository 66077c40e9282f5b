using ParDef.Onnx.Proto;

namespace ParDef.Attacks.Gradients.Derivatives;

/// <summary>y = x, or alpha (e^x - 1) below zero, where dy/dx = y + alpha.</summary>
internal static class Elu
{
    public static void Back(BackwardPass pass, NodeProto node, string gradient)
    {
        string y = node.Output[0];
        string below = pass.Emit("Add", [y, pass.Number(node.Float("alpha", 1))]);
        string slope = pass.Emit("Where", [pass.Emit("Less", [node.Input[0], pass.Number(0)]), below, pass.Number(1)]);
        pass.Give(node.Input[0], pass.Times(gradient, slope));
    }
}
