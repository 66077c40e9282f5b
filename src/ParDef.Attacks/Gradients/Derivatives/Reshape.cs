using ParDef.Onnx.Proto;

namespace ParDef.Attacks.Gradients.Derivatives;

/// <summary>Same elements in another shape: Reshape, Flatten, Squeeze, Unsqueeze.</summary>
internal static class Reshape
{
    public static void Back(BackwardPass pass, NodeProto node, string gradient) =>
        pass.Give(node.Input[0], pass.Reshape(gradient, pass.Shape(node.Input[0])));
}
