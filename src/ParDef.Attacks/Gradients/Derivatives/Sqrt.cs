using ParDef.Onnx.Proto;

namespace ParDef.Attacks.Gradients.Derivatives;

/// <summary>dy/dx = 1 / (2 y).</summary>
internal static class Sqrt
{
    public static void Back(BackwardPass pass, NodeProto node, string gradient) =>
        pass.Give(node.Input[0], pass.Emit("Div", [pass.Times(gradient, pass.Number(0.5)), node.Output[0]]));
}
