using ParDef.Onnx.Proto;

namespace ParDef.Attacks.Gradients.Derivatives;

/// <summary>y = x^p.</summary>
internal static class Pow
{
    public static void Back(BackwardPass pass, NodeProto node, string gradient)
    {
        string x = node.Input[0];
        string p = node.Input[1];
        long[] shape = pass.Shape(node.Output[0]);
        string slope = pass.Times(p, pass.Emit("Pow", [x, pass.Emit("Sub", [p, pass.Number(1)])]));
        pass.GiveBroadcast(x, pass.Times(gradient, slope), shape);
        if (pass.Wants(p))
        {
            pass.GiveBroadcast(p, pass.Times(gradient, pass.Times(node.Output[0], pass.Emit("Log", [x]))), shape);
        }
    }
}
