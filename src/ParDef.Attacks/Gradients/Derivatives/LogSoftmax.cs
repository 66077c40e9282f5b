using ParDef.Onnx.Proto;

namespace ParDef.Attacks.Gradients.Derivatives;

/// <summary>dx = dy - e^y sum(dy).</summary>
internal static class LogSoftmax
{
    public static void Back(BackwardPass pass, NodeProto node, string gradient)
    {
        string sum = pass.Sum(gradient, [node.Integer("axis", -1)], keep: true);
        pass.Give(node.Input[0], pass.Emit("Sub", [gradient, pass.Times(pass.Emit("Exp", [node.Output[0]]), sum)]));
    }
}
