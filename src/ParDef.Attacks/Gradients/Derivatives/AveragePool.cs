using ParDef.Onnx.Proto;

namespace ParDef.Attacks.Gradients.Derivatives;

/// <summary>The mean of each window: a transposed convolution of each channel by ones, after the division by the size of the window.</summary>
internal static class AveragePool
{
    public static void Back(BackwardPass pass, NodeProto node, string gradient)
    {
        long[] shape = pass.Shape(node.Input[0]);
        long[] made = pass.Shape(node.Output[0]);
        var window = Window.Of(node, shape[2..], made[2..], node.Integers("kernel_shape"));
        long[] sizes = [1, 1, .. made[2..]];
        float[] shares = [.. Positions(made[2..]).Select(position => 1f / Size(position))];
        long[] kernel = [shape[1], 1, .. window.Kernel];
        string ones = pass.Constant(kernel, [.. Enumerable.Repeat(1f, (int)Tensors.Elements(kernel))]);
        pass.Give(node.Input[0], pass.Emit("ConvTranspose", [pass.Times(gradient, pass.Constant(sizes, shares)), ones], window.Transposed(shape[1])));

        // Padding counts only where the node says so, and what lies beyond the padding never does.
        long Size(long[] position) => position.Select((p, axis) =>
        {
            bool counts = node.Integer("count_include_pad", 0) != 0;
            long first = (p * window.Strides[axis]) - window.Before[axis];
            long low = counts ? -window.Before[axis] : 0;
            long high = window.Input[axis] + (counts ? window.After[axis] : 0);
            return Enumerable.Range(0, (int)window.Kernel[axis]).Select(k => first + (k * window.Dilations[axis])).LongCount(at => at >= low && at < high);
        }).Aggregate(1L, (product, extent) => product * extent);
    }

    private static IEnumerable<long[]> Positions(long[] shape)
    {
        for (long i = 0; i < Tensors.Elements(shape); i++)
        {
            long[] position = new long[shape.Length];
            long rest = i;
            for (int axis = shape.Length - 1; axis >= 0; axis--)
            {
                position[axis] = rest % shape[axis];
                rest /= shape[axis];
            }

            yield return position;
        }
    }
}
