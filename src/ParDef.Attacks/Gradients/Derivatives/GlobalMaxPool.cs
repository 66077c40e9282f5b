using ParDef.Onnx.Proto;

namespace ParDef.Attacks.Gradients.Derivatives;

/// <summary>The largest over all positions, which gets the gradient.</summary>
internal static class GlobalMaxPool
{
    public static void Back(BackwardPass pass, NodeProto node, string gradient) =>
        pass.Give(node.Input[0], pass.Where(pass.Emit("Equal", [node.Input[0], node.Output[0]]), gradient));
}
