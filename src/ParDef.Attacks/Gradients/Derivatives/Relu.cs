using ParDef.Onnx.Proto;

namespace ParDef.Attacks.Gradients.Derivatives;

/// <summary>y = max(x, 0).</summary>
internal static class Relu
{
    public static void Back(BackwardPass pass, NodeProto node, string gradient) =>
        pass.Give(node.Input[0], pass.Times(gradient, pass.Emit("Sign", [node.Output[0]])));
}
