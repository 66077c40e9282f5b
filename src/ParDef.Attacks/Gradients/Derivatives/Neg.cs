using ParDef.Onnx.Proto;

namespace ParDef.Attacks.Gradients.Derivatives;

/// <summary>y = -x.</summary>
internal static class Neg
{
    public static void Back(BackwardPass pass, NodeProto node, string gradient) => pass.Give(node.Input[0], pass.Emit("Neg", [gradient]));
}
