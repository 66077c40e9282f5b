using ParDef.Onnx.Proto;

namespace ParDef.Attacks.Gradients.Derivatives;

/// <summary>y = alpha a b + beta c, with a and b transposed or not.</summary>
internal static class Gemm
{
    public static void Back(BackwardPass pass, NodeProto node, string gradient)
    {
        var (a, b) = (node.Input[0], node.Input[1]);
        bool turnsA = node.Integer("transA", 0) != 0;
        bool turnsB = node.Integer("transB", 0) != 0;
        if (pass.Wants(a))
        {
            pass.Give(a, turnsA ? Product(b, turnsB, gradient, true) : Product(gradient, false, b, !turnsB));
        }

        if (pass.Wants(b))
        {
            pass.Give(b, turnsB ? Product(gradient, true, a, turnsA) : Product(a, !turnsA, gradient, false));
        }

        if (node.Operand(2) is { } c && pass.Wants(c))
        {
            float beta = node.Float("beta", 1);
            pass.GiveBroadcast(c, beta == 1 ? gradient : pass.Times(gradient, pass.Number(beta)), pass.Shape(node.Output[0]));
        }

        string Product(string left, bool turnsLeft, string right, bool turnsRight) => pass.Emit(
            "Gemm",
            [left, right],
            NodeAttributes.Make("alpha", node.Float("alpha", 1)),
            NodeAttributes.Make("transA", turnsLeft ? 1L : 0),
            NodeAttributes.Make("transB", turnsRight ? 1L : 0));
    }
}
