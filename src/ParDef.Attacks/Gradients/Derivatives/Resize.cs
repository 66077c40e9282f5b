using ParDef.Onnx.Proto;

namespace ParDef.Attacks.Gradients.Derivatives;

/// <summary>
/// Images in another size. Along each axis of space this is a matrix, whatever the mode: it is what the same operator makes of the unit matrix, and the gradient is
/// multiplied by its transpose.
/// </summary>
internal static class Resize
{
    public static void Back(BackwardPass pass, NodeProto node, string gradient)
    {
        long[] input = pass.Shape(node.Input[0]);
        long[] output = pass.Shape(node.Output[0]);
        if (input.Length != 4 || input[0] != output[0] || input[1] != output[1] || node.Find("axes") is not null)
        {
            throw new UnsupportedModelException("there is no derivative of Resize other than over two axes of space");
        }

        // N x C x H' x W' by W' x W, then H x H' by that.
        string rows = pass.Emit("MatMul", [gradient, pass.Transpose(Matrix(pass, node, input, output, 3), 1, 0)]);
        pass.Give(node.Input[0], pass.Emit("MatMul", [Matrix(pass, node, input, output, 2), rows]));
    }

    /// <summary>How much each element before (rows) gives to each one after (columns) along an axis.</summary>
    private static string Matrix(BackwardPass pass, NodeProto node, long[] input, long[] output, int axis)
    {
        var (before, after) = (input[axis], output[axis]);
        float[] unit = new float[before * before];
        for (long i = 0; i < before; i++)
        {
            unit[(i * before) + i] = 1;
        }

        // The rows of the unit matrix are channels of an image that has one more axis of extent 1.
        long[] shape = [1, before, 1, 1];
        shape[axis] = before;
        long[] size = [.. shape];
        size[axis] = after;
        string[] operands = node.Operand(3) is not null
            ? [pass.Constant(shape, unit), "", "", pass.Integers(size)]
            : [pass.Constant(shape, unit), "", Scales(pass, node.Input[2], axis)];
        return pass.Reshape(pass.Emit("Resize", operands, [.. node.Attribute]), before, after);
    }

    private static string Scales(BackwardPass pass, string scales, int axis)
    {
        string one = pass.Constant([1], [1]);
        string own = pass.Slice(scales, [axis], [axis + 1], [0], [1]);
        return pass.Emit("Concat", axis == 2 ? [one, one, own, one] : [one, one, one, own], NodeAttributes.Make("axis", 0L));
    }
}
