using ParDef.Onnx.Proto;

namespace ParDef.Attacks.Gradients.Derivatives;

/// <summary>The mean over all positions.</summary>
internal static class GlobalAveragePool
{
    public static void Back(BackwardPass pass, NodeProto node, string gradient)
    {
        long[] shape = pass.Shape(node.Input[0]);
        string share = pass.Times(gradient, pass.Number(1.0 / Tensors.Elements(shape[2..])));
        pass.Give(node.Input[0], pass.Emit("Expand", [share, pass.Integers(shape)]));
    }
}
