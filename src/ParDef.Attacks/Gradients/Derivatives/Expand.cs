using ParDef.Onnx.Proto;

namespace ParDef.Attacks.Gradients.Derivatives;

/// <summary>y = x, broadcast.</summary>
internal static class Expand
{
    public static void Back(BackwardPass pass, NodeProto node, string gradient) =>
        pass.GiveBroadcast(node.Input[0], gradient, pass.Shape(node.Output[0]));
}
