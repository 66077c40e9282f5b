using ParDef.Onnx.Proto;

namespace ParDef.Attacks.Gradients.Derivatives;

/// <summary>y = a / b, dy/db = -y / b.</summary>
internal static class Div
{
    public static void Back(BackwardPass pass, NodeProto node, string gradient)
    {
        long[] shape = pass.Shape(node.Output[0]);
        string share = pass.Emit("Div", [gradient, node.Input[1]]);
        pass.GiveBroadcast(node.Input[0], share, shape);
        if (pass.Wants(node.Input[1]))
        {
            pass.GiveBroadcast(node.Input[1], pass.Emit("Neg", [pass.Times(share, node.Output[0])]), shape);
        }
    }
}
