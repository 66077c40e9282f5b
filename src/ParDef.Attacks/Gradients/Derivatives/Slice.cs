using ParDef.Onnx.Proto;

namespace ParDef.Attacks.Gradients.Derivatives;

/// <summary>Every step-th element of a range: the gradient is spread with zeros, then padded.</summary>
internal static class Slice
{
    public static void Back(BackwardPass pass, NodeProto node, string gradient)
    {
        long[] whole = pass.Shape(node.Input[0]);
        long[] current = [.. pass.Shape(node.Output[0])];
        long[] starts = pass.ConstantIntegers(node.Input[1]);
        long[] axes = node.Operand(3) is { } given ? pass.ConstantIntegers(given) : [.. Enumerable.Range(0, starts.Length).Select(axis => (long)axis)];
        long[] steps = node.Operand(4) is { } stepped ? pass.ConstantIntegers(stepped) : [.. axes.Select(_ => 1L)];
        long[] pads = new long[2 * whole.Length];
        for (int i = 0; i < axes.Length; i++)
        {
            int axis = (int)(axes[i] < 0 ? axes[i] + whole.Length : axes[i]);
            if (steps[i] < 1)
            {
                throw new UnsupportedModelException("there is no derivative of Slice with negative steps");
            }

            if (steps[i] > 1)
            {
                gradient = Spread(pass, gradient, current, axis, steps[i]);
            }

            long start = Math.Clamp(starts[i] < 0 ? starts[i] + whole[axis] : starts[i], 0, whole[axis]);
            pads[axis] = start;
            // Spreading ends in zeros that may lie beyond the end: a negative pad cuts.
            pads[whole.Length + axis] = whole[axis] - start - current[axis];
        }

        pass.Give(node.Input[0], pass.Emit("Pad", [gradient, pass.Integers(pads)]));
    }

    /// <summary>Puts step - 1 zeros behind every element of an axis.</summary>
    private static string Spread(BackwardPass pass, string gradient, long[] shape, int axis, long step)
    {
        long[] split = [.. shape[..(axis + 1)], 1, .. shape[(axis + 1)..]];
        long[] pads = new long[2 * split.Length];
        pads[split.Length + axis + 1] = step - 1;
        string spread = pass.Emit("Pad", [pass.Reshape(gradient, split), pass.Integers(pads)]);
        shape[axis] *= step;
        return pass.Reshape(spread, shape);
    }
}
