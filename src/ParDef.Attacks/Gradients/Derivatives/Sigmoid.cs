using ParDef.Onnx.Proto;

namespace ParDef.Attacks.Gradients.Derivatives;

/// <summary>dy/dx = y (1 - y).</summary>
internal static class Sigmoid
{
    public static void Back(BackwardPass pass, NodeProto node, string gradient)
    {
        string y = node.Output[0];
        pass.Give(node.Input[0], pass.Times(gradient, pass.Times(y, pass.Emit("Sub", [pass.Number(1), y]))));
    }
}
