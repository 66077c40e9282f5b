using ParDef.Onnx.Proto;

namespace ParDef.Attacks.Gradients.Derivatives;

/// <summary>y = x, or slope x below zero.</summary>
internal static class PRelu
{
    public static void Back(BackwardPass pass, NodeProto node, string gradient)
    {
        string x = node.Input[0];
        string slope = node.Input[1];
        string below = pass.Emit("Less", [x, pass.Number(0)]);
        pass.Give(x, pass.Times(gradient, pass.Emit("Where", [below, slope, pass.Number(1)])));
        pass.GiveBroadcast(slope, pass.Where(below, pass.Times(gradient, x)), pass.Shape(x));
    }
}
