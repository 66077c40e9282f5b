using ParDef.Onnx.Proto;

namespace ParDef.Attacks.Gradients.Derivatives;

/// <summary>dx = y (dy - sum(dy y)).</summary>
internal static class Softmax
{
    public static void Back(BackwardPass pass, NodeProto node, string gradient)
    {
        string y = node.Output[0];
        string mean = pass.Sum(pass.Times(gradient, y), [node.Integer("axis", -1)], keep: true);
        pass.Give(node.Input[0], pass.Times(y, pass.Emit("Sub", [gradient, mean])));
    }
}
