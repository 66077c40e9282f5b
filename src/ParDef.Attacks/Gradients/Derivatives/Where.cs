using ParDef.Onnx.Proto;

namespace ParDef.Attacks.Gradients.Derivatives;

/// <summary>y = one of two operands, element by element.</summary>
internal static class Where
{
    public static void Back(BackwardPass pass, NodeProto node, string gradient)
    {
        string zero = pass.Number(0);
        Give(1, [node.Input[0], gradient, zero]);
        Give(2, [node.Input[0], zero, gradient]);

        void Give(int operand, string[] choice)
        {
            if (pass.Wants(node.Input[operand]))
            {
                pass.GiveBroadcast(node.Input[operand], pass.Emit("Where", choice), pass.Shape(node.Output[0]));
            }
        }
    }
}
