using ParDef.Onnx.Proto;

namespace ParDef.Attacks.Gradients.Derivatives;

/// <summary>y = x h with h = x / 6 + 1/2 between 0 and 1, so that dy/dx = h + x / 6 inside.</summary>
internal static class HardSwish
{
    public static void Back(BackwardPass pass, NodeProto node, string gradient)
    {
        string x = node.Input[0];
        string h = pass.Emit("HardSigmoid", [x], NodeAttributes.Make("alpha", 1f / 6), NodeAttributes.Make("beta", 0.5f));
        string rising = HardSigmoid.Inside(pass, h, pass.Times(x, pass.Number(1.0 / 6)));
        pass.Give(x, pass.Times(gradient, pass.Emit("Add", [h, rising])));
    }
}
