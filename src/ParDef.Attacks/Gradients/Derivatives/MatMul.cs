using ParDef.Onnx.Proto;

namespace ParDef.Attacks.Gradients.Derivatives;

/// <summary>A product of matrices, or of stacks of them.</summary>
internal static class MatMul
{
    public static void Back(BackwardPass pass, NodeProto node, string gradient)
    {
        long[] left = pass.Shape(node.Input[0]);
        long[] right = pass.Shape(node.Input[1]);
        if (left.Length < 2 || right.Length < 2)
        {
            throw new UnsupportedModelException("there is no derivative of MatMul with vectors");
        }

        if (right.Length == 2)
        {
            OneMatrix(pass, node, gradient, left, right);
        }
        else
        {
            Stacks(pass, node, gradient, left, right);
        }
    }

    /// <summary>All rows of the left operand are one tall matrix.</summary>
    private static void OneMatrix(BackwardPass pass, NodeProto node, string gradient, long[] left, long[] right)
    {
        var (x, w) = (node.Input[0], node.Input[1]);
        string rows = pass.Reshape(gradient, -1, right[1]);
        if (pass.Wants(x))
        {
            pass.Give(x, pass.Reshape(pass.Emit("Gemm", [rows, w], NodeAttributes.Make("transB", 1L)), left));
        }

        if (pass.Wants(w))
        {
            pass.Give(w, pass.Emit("Gemm", [pass.Reshape(x, -1, right[0]), rows], NodeAttributes.Make("transA", 1L)));
        }
    }

    private static void Stacks(BackwardPass pass, NodeProto node, string gradient, long[] left, long[] right)
    {
        long[] stack = pass.Shape(node.Output[0])[..^2];
        if (pass.Wants(node.Input[0]))
        {
            string product = pass.Emit("MatMul", [gradient, Turn(pass, node.Input[1], right.Length)]);
            pass.GiveBroadcast(node.Input[0], product, [.. stack, .. left[^2..]]);
        }

        if (pass.Wants(node.Input[1]))
        {
            string product = pass.Emit("MatMul", [Turn(pass, node.Input[0], left.Length), gradient]);
            pass.GiveBroadcast(node.Input[1], product, [.. stack, .. right[^2..]]);
        }
    }

    private static string Turn(BackwardPass pass, string value, int rank) =>
        pass.Transpose(value, [.. Enumerable.Range(0, rank - 2).Select(axis => (long)axis), rank - 1, rank - 2]);
}
