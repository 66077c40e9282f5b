using ParDef.Onnx.Proto;

namespace ParDef.Attacks.Gradients.Derivatives;

/// <summary>y = alpha x + beta between 0 and 1.</summary>
internal static class HardSigmoid
{
    public static void Back(BackwardPass pass, NodeProto node, string gradient)
    {
        string scaled = pass.Times(gradient, pass.Number(node.Float("alpha", 0.2f)));
        pass.Give(node.Input[0], Inside(pass, node.Output[0], scaled));
    }

    /// <summary>A gradient where a value between 0 and 1 is neither.</summary>
    public static string Inside(BackwardPass pass, string value, string gradient) => pass.Where(
        pass.Emit("And", [pass.Emit("Greater", [value, pass.Number(0)]), pass.Emit("Less", [value, pass.Number(1)])]), gradient);
}
