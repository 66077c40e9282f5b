using ParDef.Onnx.Proto;

namespace ParDef.Attacks.Gradients.Derivatives;

/// <summary>y = x, or alpha x below zero.</summary>
internal static class LeakyRelu
{
    public static void Back(BackwardPass pass, NodeProto node, string gradient)
    {
        string slope = pass.Emit("Where", [pass.Emit("Less", [node.Input[0], pass.Number(0)]), pass.Number(node.Float("alpha", 0.01f)), pass.Number(1)]);
        pass.Give(node.Input[0], pass.Times(gradient, slope));
    }
}
