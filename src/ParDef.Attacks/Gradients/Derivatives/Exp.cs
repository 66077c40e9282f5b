using ParDef.Onnx.Proto;

namespace ParDef.Attacks.Gradients.Derivatives;

/// <summary>dy/dx = y.</summary>
internal static class Exp
{
    public static void Back(BackwardPass pass, NodeProto node, string gradient) => pass.Give(node.Input[0], pass.Times(gradient, node.Output[0]));
}
