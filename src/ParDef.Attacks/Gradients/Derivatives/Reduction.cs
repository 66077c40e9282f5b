using ParDef.Onnx.Proto;

namespace ParDef.Attacks.Gradients.Derivatives;

/// <summary>A sum or a mean along axes: every element gets the same share.</summary>
internal static class Reduction
{
    public static void Sum(BackwardPass pass, NodeProto node, string gradient) => Back(pass, node, gradient, isMean: false);

    public static void Mean(BackwardPass pass, NodeProto node, string gradient) => Back(pass, node, gradient, isMean: true);

    private static void Back(BackwardPass pass, NodeProto node, string gradient, bool isMean)
    {
        long[] shape = pass.Shape(node.Input[0]);
        long[] axes = node.Operand(1) is { } given ? pass.ConstantIntegers(given) : node.Integers("axes");
        if (axes.Length == 0)
        {
            axes = node.Integer("noop_with_empty_axes", 0) != 0 ? [] : [.. Enumerable.Range(0, shape.Length).Select(axis => (long)axis)];
        }

        long[] kept = [.. shape];
        foreach (long axis in axes)
        {
            kept[axis < 0 ? axis + shape.Length : axis] = 1;
        }

        double share = isMean ? (double)Tensors.Elements(kept) / Tensors.Elements(shape) : 1;
        string scaled = pass.Times(pass.Reshape(gradient, kept), pass.Number(share));
        pass.Give(node.Input[0], pass.Emit("Expand", [scaled, pass.Integers(shape)]));
    }
}
