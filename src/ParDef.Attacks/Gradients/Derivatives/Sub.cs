using ParDef.Onnx.Proto;

namespace ParDef.Attacks.Gradients.Derivatives;

/// <summary>y = a - b.</summary>
internal static class Sub
{
    public static void Back(BackwardPass pass, NodeProto node, string gradient)
    {
        long[] shape = pass.Shape(node.Output[0]);
        pass.GiveBroadcast(node.Input[0], gradient, shape);
        if (pass.Wants(node.Input[1]))
        {
            pass.GiveBroadcast(node.Input[1], pass.Emit("Neg", [gradient]), shape);
        }
    }
}
