using ParDef.Onnx.Proto;

namespace ParDef.Attacks.Gradients.Derivatives;

/// <summary>dy/dx = sign x.</summary>
internal static class Abs
{
    public static void Back(BackwardPass pass, NodeProto node, string gradient) =>
        pass.Give(node.Input[0], pass.Times(gradient, pass.Emit("Sign", [node.Input[0]])));
}
