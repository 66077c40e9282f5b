using ParDef.Onnx.Proto;

namespace ParDef.Attacks.Gradients.Derivatives;

/// <summary>y = a b.</summary>
internal static class Mul
{
    public static void Back(BackwardPass pass, NodeProto node, string gradient)
    {
        Give(0, 1);
        Give(1, 0);

        void Give(int operand, int other)
        {
            if (pass.Wants(node.Input[operand]))
            {
                pass.GiveBroadcast(node.Input[operand], pass.Times(gradient, node.Input[other]), pass.Shape(node.Output[0]));
            }
        }
    }
}
