using ParDef.Onnx.Proto;

namespace ParDef.Attacks.Gradients.Derivatives;

/// <summary>y = log(1 + e^x), dy/dx = 1 / (1 + e^-x).</summary>
internal static class Softplus
{
    public static void Back(BackwardPass pass, NodeProto node, string gradient) =>
        pass.Give(node.Input[0], pass.Times(gradient, pass.Emit("Sigmoid", [node.Input[0]])));
}
