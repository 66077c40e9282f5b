using ParDef.Onnx.Proto;

namespace ParDef.Attacks.Gradients.Derivatives;

/// <summary>dy/dx = 1 - y y.</summary>
internal static class Tanh
{
    public static void Back(BackwardPass pass, NodeProto node, string gradient)
    {
        string y = node.Output[0];
        pass.Give(node.Input[0], pass.Times(gradient, pass.Emit("Sub", [pass.Number(1), pass.Times(y, y)])));
    }
}
