using ParDef.Onnx.Proto;

namespace ParDef.Reparameterization.Tests.Interpreting;

/// <summary>Operators with a window over any number of axes of space.</summary>
internal static class Spatial
{
    public static Values Conv(NodeProto node, Values x, Values w, Values? b)
    {
        int dims = x.Rank - 2;
        int groups = node.Int("group", 1);
        int[] pads = node.Ints("pads", new int[2 * dims]);
        int[] strides = node.Ints("strides", [.. Enumerable.Repeat(1, dims)]);
        int taken = w.Shape[1];
        int made = w.Shape[0] / groups;
        int[] space = [.. Enumerable.Range(0, dims).Select(k => ((x.Shape[2 + k] + pads[k] + pads[k + dims] - w.Shape[2 + k]) / strides[k]) + 1)];
        return Values.Of([x.Shape[0], w.Shape[0], .. space], i =>
        {
            double sum = b is null ? 0 : b[i[1]];
            foreach (int[] tap in Values.Indices(w.Shape[2..]))
            {
                int[] at = [.. Enumerable.Range(0, dims).Select(k => (i[2 + k] * strides[k]) + tap[k] - pads[k])];
                for (int c = 0; IsInside(x, at) && c < taken; c++)
                {
                    sum += w[[i[1], c, .. tap]] * x[[i[0], (i[1] / made * taken) + c, .. at]];
                }
            }

            return sum;
        });
    }

    public static Values ConvTranspose(NodeProto node, Values x, Values w, Values? b)
    {
        int dims = x.Rank - 2;
        int groups = node.Int("group", 1);
        int[] pads = node.Ints("pads", new int[2 * dims]);
        int[] strides = node.Ints("strides", [.. Enumerable.Repeat(1, dims)]);
        int taken = x.Shape[1] / groups;
        int made = w.Shape[1];
        int[] space = [.. Enumerable.Range(0, dims).Select(k => (strides[k] * (x.Shape[2 + k] - 1)) + w.Shape[2 + k] - pads[k] - pads[k + dims])];
        var y = Values.Of([x.Shape[0], made * groups, .. space], i => b is null ? 0 : b[i[1]]);
        foreach (int[] i in Values.Indices(x.Shape))
        {
            foreach (int[] tap in Values.Indices(w.Shape[2..]))
            {
                int[] at = [.. Enumerable.Range(0, dims).Select(k => (i[2 + k] * strides[k]) + tap[k] - pads[k])];
                for (int o = 0; IsInside(y, at) && o < made; o++)
                {
                    y.Add(x[i] * w[[i[1], o, .. tap]], [i[0], (i[1] / taken * made) + o, .. at]);
                }
            }
        }

        return y;
    }

    /// <summary>Windows without padding; a global one covers the whole space.</summary>
    public static Values Pool(NodeProto node, Values x)
    {
        int dims = x.Rank - 2;
        bool isGlobal = node.OpType.StartsWith("Global", StringComparison.Ordinal);
        int[] kernel = isGlobal ? x.Shape[2..] : node.Ints("kernel_shape");
        int[] strides = node.Ints("strides", [.. Enumerable.Repeat(1, dims)]);
        int[] space = [.. Enumerable.Range(0, dims).Select(k => ((x.Shape[2 + k] - kernel[k]) / strides[k]) + 1)];
        return Values.Of([x.Shape[0], x.Shape[1], .. space], i =>
        {
            var window = Values.Indices(kernel).Select(tap => x[[i[0], i[1], .. Enumerable.Range(0, dims).Select(k => (i[2 + k] * strides[k]) + tap[k])]]);
            return node.OpType.EndsWith("MaxPool", StringComparison.Ordinal) ? window.Max() : window.Average();
        });
    }

    /// <summary>Linear, asymmetric coordinates, one factor an axis.</summary>
    public static Values Resize(Values x, Values factors)
    {
        var result = x;
        for (int axis = 0; axis < x.Rank; axis++)
        {
            double factor = factors.Data[axis];
            result = factor == 1 ? result : Stretched(result, axis, factor);
        }

        return result;
    }

    private static Values Stretched(Values x, int axis, double factor) =>
        Values.Of([.. x.Shape.Select((extent, k) => k == axis ? (int)Math.Floor(extent * factor) : extent)], i =>
        {
            double at = Math.Min(i[axis] / factor, x.Shape[axis] - 1);
            int below = (int)Math.Floor(at);
            int above = Math.Min(below + 1, x.Shape[axis] - 1);
            return ((1 - (at - below)) * x[i.With(axis, below)]) + ((at - below) * x[i.With(axis, above)]);
        });

    private static bool IsInside(Values x, int[] at) => at.Select((position, k) => position >= 0 && position < x.Shape[2 + k]).All(isInside => isInside);
}
