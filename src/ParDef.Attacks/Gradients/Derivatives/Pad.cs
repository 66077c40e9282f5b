using ParDef.Onnx.Proto;

namespace ParDef.Attacks.Gradients.Derivatives;

/// <summary>A border of constants: the gradient is padded by as much less.</summary>
internal static class Pad
{
    public static void Back(BackwardPass pass, NodeProto node, string gradient)
    {
        if (node.Text("mode", "constant") != "constant")
        {
            throw new UnsupportedModelException("there is no derivative of Pad other than with constants");
        }

        string[] operands = [gradient, pass.Integers([.. pass.ConstantIntegers(node.Input[1]).Select(pad => -pad)])];
        pass.Give(node.Input[0], pass.Emit("Pad", node.Operand(3) is { } axes ? [.. operands, "", axes] : operands));
    }
}
