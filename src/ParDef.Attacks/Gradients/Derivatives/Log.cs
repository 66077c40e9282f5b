using ParDef.Onnx.Proto;

namespace ParDef.Attacks.Gradients.Derivatives;

/// <summary>dy/dx = 1 / x.</summary>
internal static class Log
{
    public static void Back(BackwardPass pass, NodeProto node, string gradient) => pass.Give(node.Input[0], pass.Emit("Div", [gradient, node.Input[0]]));
}
