using ParDef.Onnx.Proto;

namespace ParDef.Attacks.Gradients.Derivatives;

/// <summary>Axes in another order.</summary>
internal static class Transpose
{
    public static void Back(BackwardPass pass, NodeProto node, string gradient)
    {
        int rank = pass.Shape(node.Input[0]).Length;
        long[] order = node.Integers("perm", [.. Enumerable.Range(0, rank).Reverse().Select(axis => (long)axis)]);
        long[] back = new long[rank];
        for (int axis = 0; axis < rank; axis++)
        {
            back[order[axis]] = axis;
        }

        pass.Give(node.Input[0], pass.Transpose(gradient, back));
    }
}
