using ParDef.Onnx.Proto;

namespace ParDef.Attacks.Gradients.Derivatives;

/// <summary>y = x between two bounds.</summary>
internal static class Clip
{
    public static void Back(BackwardPass pass, NodeProto node, string gradient)
    {
        string y = node.Output[0];
        if (node.Operand(1) is { } low)
        {
            gradient = pass.Where(pass.Emit("Greater", [y, low]), gradient);
        }

        if (node.Operand(2) is { } high)
        {
            gradient = pass.Where(pass.Emit("Less", [y, high]), gradient);
        }

        pass.Give(node.Input[0], gradient);
    }
}
