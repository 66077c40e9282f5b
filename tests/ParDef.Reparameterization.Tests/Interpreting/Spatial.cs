using ParDef.Onnx.Proto;

namespace ParDef.Reparameterization.Tests.Interpreting;

/// <summary>Operators with a window over two axes of space.</summary>
internal static class Spatial
{
    public static Values Conv(NodeProto node, Values x, Values w, Values? b)
    {
        int groups = node.Int("group", 1);
        int[] pads = node.Ints("pads", 0, 0, 0, 0);
        int[] strides = node.Ints("strides", 1, 1);
        int taken = w.Shape[1];
        int made = w.Shape[0] / groups;
        int[] space = [.. Enumerable.Range(0, 2).Select(k => ((x.Shape[2 + k] + pads[k] + pads[k + 2] - w.Shape[2 + k]) / strides[k]) + 1)];
        return Values.Of([x.Shape[0], w.Shape[0], space[0], space[1]], i =>
        {
            double sum = b is null ? 0 : b[i[1]];
            for (int c = 0; c < taken; c++)
            {
                for (int r = 0; r < w.Shape[2]; r++)
                {
                    for (int s = 0; s < w.Shape[3]; s++)
                    {
                        int row = (i[2] * strides[0]) + r - pads[0];
                        int column = (i[3] * strides[1]) + s - pads[1];
                        if (row >= 0 && row < x.Shape[2] && column >= 0 && column < x.Shape[3])
                        {
                            sum += w[i[1], c, r, s] * x[i[0], (i[1] / made * taken) + c, row, column];
                        }
                    }
                }
            }

            return sum;
        });
    }

    /// <summary>Windows without padding.</summary>
    public static Values Pool(NodeProto node, Values x)
    {
        int[] kernel = node.Ints("kernel_shape");
        int[] strides = node.Ints("strides", 1, 1);
        int[] space = [.. Enumerable.Range(0, 2).Select(k => ((x.Shape[2 + k] - kernel[k]) / strides[k]) + 1)];
        return Values.Of([x.Shape[0], x.Shape[1], space[0], space[1]], i =>
        {
            var window = from r in Enumerable.Range(i[2] * strides[0], kernel[0])
                         from s in Enumerable.Range(i[3] * strides[1], kernel[1])
                         select x[i[0], i[1], r, s];
            return node.OpType == "MaxPool" ? window.Max() : window.Average();
        });
    }

    public static double Mean(Values x, int sample, int channel) =>
        (from r in Enumerable.Range(0, x.Shape[2])
         from s in Enumerable.Range(0, x.Shape[3])
         select x[sample, channel, r, s]).Average();
}
