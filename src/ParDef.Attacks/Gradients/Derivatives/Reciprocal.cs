using ParDef.Onnx.Proto;

namespace ParDef.Attacks.Gradients.Derivatives;

/// <summary>dy/dx = -y y.</summary>
internal static class Reciprocal
{
    public static void Back(BackwardPass pass, NodeProto node, string gradient)
    {
        string y = node.Output[0];
        pass.Give(node.Input[0], pass.Emit("Neg", [pass.Times(gradient, pass.Times(y, y))]));
    }
}
