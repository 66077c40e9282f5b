using ParDef.Onnx.Proto;

namespace ParDef.Attacks.Gradients.Derivatives;

/// <summary>y = x; casts between floating-point types and dropout outside of training are the same.</summary>
internal static class Identity
{
    public static void Back(BackwardPass pass, NodeProto node, string gradient) => pass.Give(node.Input[0], gradient);
}
