using ParDef.Onnx.Proto;

namespace ParDef.Attacks.Gradients.Derivatives;

/// <summary>dy/dx = 2 / sqrt(pi) e^(-x x).</summary>
internal static class Erf
{
    public static void Back(BackwardPass pass, NodeProto node, string gradient)
    {
        string x = node.Input[0];
        string bell = pass.Emit("Exp", [pass.Emit("Neg", [pass.Times(x, x)])]);
        pass.Give(x, pass.Times(gradient, pass.Times(bell, pass.Number(2 / Math.Sqrt(Math.PI)))));
    }
}
