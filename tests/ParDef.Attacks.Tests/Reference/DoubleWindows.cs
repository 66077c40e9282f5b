using ParDef.Attacks.Gradients;
using ParDef.Onnx.Proto;

namespace ParDef.Attacks.Tests.Reference;

/// <summary>Operators with a window over one or two axes of space.</summary>
internal static class DoubleWindows
{
    public static Doubles Conv(NodeProto node, Doubles x, Doubles w, Doubles? b)
    {
        var (planes, kernel) = (Plane(x), Plane(w));
        int groups = (int)node.Integer("group", 1);
        var (ph, pw, sh, sw, dh, dw, qh, qw) = Geometry(node, x.Rank - 2, kernel.Shape[2], kernel.Shape[3], planes.Shape[2], planes.Shape[3]);
        var (height, width, rows, columns) = (planes.Shape[2], planes.Shape[3], kernel.Shape[2], kernel.Shape[3]);
        int madeRows = ((height + ph + qh - (dh * (rows - 1)) - 1) / sh) + 1;
        int madeColumns = ((width + pw + qw - (dw * (columns - 1)) - 1) / sw) + 1;
        var made = Doubles.Zeros(x.Shape[0], w.Shape[0], madeRows, madeColumns);
        int perGroup = w.Shape[0] / groups;
        for (int n = 0; n < x.Shape[0]; n++)
        {
            for (int m = 0; m < w.Shape[0]; m++)
            {
                var target = made.Data.AsSpan(((n * w.Shape[0]) + m) * madeRows * madeColumns, madeRows * madeColumns);
                target.Fill(b?.Data[m] ?? 0);
                for (int c = 0; c < w.Shape[1]; c++)
                {
                    var source = planes.Data.AsSpan(((n * x.Shape[1]) + (m / perGroup * w.Shape[1]) + c) * height * width, height * width);
                    for (int tap = 0; tap < rows * columns; tap++)
                    {
                        double factor = kernel.Data[(((m * w.Shape[1]) + c) * rows * columns) + tap];
                        int down = (tap / columns * dh) - ph;
                        int right = (tap % columns * dw) - pw;
                        for (int i = 0; i < madeRows; i++)
                        {
                            int row = (i * sh) + down;
                            if (row < 0 || row >= height)
                            {
                                continue;
                            }

                            for (int j = 0; j < madeColumns; j++)
                            {
                                int column = (j * sw) + right;
                                if (column >= 0 && column < width)
                                {
                                    target[(i * madeColumns) + j] += factor * source[(row * width) + column];
                                }
                            }
                        }
                    }
                }
            }
        }

        return x.Rank == 3 ? made with { Shape = [x.Shape[0], w.Shape[0], madeColumns] } : made;
    }

    public static Doubles ConvTranspose(NodeProto node, Doubles x, Doubles w, Doubles? b)
    {
        int groups = (int)node.Integer("group", 1);
        var (ph, pw, sh, sw, dh, dw, qh, qw) = Geometry(node, 2, w.Shape[2], w.Shape[3], x.Shape[2], x.Shape[3]);
        long[] extra = node.Integers("output_padding", 0, 0);
        int height = ((x.Shape[2] - 1) * sh) + (dh * (w.Shape[2] - 1)) + 1 - ph - qh + (int)extra[0];
        int width = ((x.Shape[3] - 1) * sw) + (dw * (w.Shape[3] - 1)) + 1 - pw - qw + (int)extra[1];
        int channels = w.Shape[1] * groups;
        var made = Doubles.Zeros(x.Shape[0], channels, height, width);
        Doubles.Walk(x.Shape, (position, _) =>
        {
            int column = position % x.Shape[3];
            int row = position / x.Shape[3] % x.Shape[2];
            int c = position / (x.Shape[3] * x.Shape[2]) % x.Shape[1];
            int n = position / (x.Shape[3] * x.Shape[2] * x.Shape[1]);
            int group = c / (x.Shape[1] / groups);
            for (int m = 0; m < w.Shape[1]; m++)
            {
                for (int tap = 0; tap < w.Shape[2] * w.Shape[3]; tap++)
                {
                    int i = (row * sh) + (tap / w.Shape[3] * dh) - ph;
                    int j = (column * sw) + (tap % w.Shape[3] * dw) - pw;
                    if (i >= 0 && i < height && j >= 0 && j < width)
                    {
                        made.Data[(((((n * channels) + (group * w.Shape[1]) + m) * height) + i) * width) + j] +=
                            x.Data[position] * w.Data[(((c * w.Shape[1]) + m) * w.Shape[2] * w.Shape[3]) + tap];
                    }
                }
            }
        }, 0, [0, 0, 0, 0]);
        return b is null ? made : DoubleOperators.Both(made, b with { Shape = [1, channels, 1, 1] }, (p, q) => p + q);
    }

    public static Doubles Pool(NodeProto node, Doubles x)
    {
        long[] kernel = node.Integers("kernel_shape");
        var (ph, pw, sh, sw, dh, dw, qh, qw) = Geometry(node, 2, (int)kernel[0], (int)kernel[1], x.Shape[2], x.Shape[3]);
        bool isMaximum = node.OpType == "MaxPool";
        bool countsPads = node.Integer("count_include_pad", 0) != 0;
        int Places(int extent, int pads, long window, int dilation, int stride)
        {
            int free = extent + pads - (dilation * ((int)window - 1)) - 1;
            return (node.Integer("ceil_mode", 0) != 0 ? (free + stride - 1) / stride : free / stride) + 1;
        }

        var made = Doubles.Zeros(x.Shape[0], x.Shape[1], Places(x.Shape[2], ph + qh, kernel[0], dh, sh), Places(x.Shape[3], pw + qw, kernel[1], dw, sw));
        Doubles.Walk(made.Shape, (position, _) =>
        {
            int j = position % made.Shape[3];
            int i = position / made.Shape[3] % made.Shape[2];
            int plane = position / (made.Shape[3] * made.Shape[2]);
            double best = double.NegativeInfinity;
            double sum = 0;
            int count = 0;
            for (int r = 0; r < kernel[0]; r++)
            {
                for (int s = 0; s < kernel[1]; s++)
                {
                    int row = (i * sh) + (r * dh) - ph;
                    int column = (j * sw) + (s * dw) - pw;
                    bool isInside = row >= 0 && row < x.Shape[2] && column >= 0 && column < x.Shape[3];
                    count += isInside || (countsPads && row < x.Shape[2] + qh && column < x.Shape[3] + qw) ? 1 : 0;
                    if (isInside)
                    {
                        double value = x.Data[(((plane * x.Shape[2]) + row) * x.Shape[3]) + column];
                        best = Math.Max(best, value);
                        sum += value;
                    }
                }
            }

            made.Data[position] = isMaximum ? best : sum / count;
        }, 0, [0, 0, 0, 0]);
        return made;
    }

    /// <summary>A tensor over one axis of space as one over two.</summary>
    private static Doubles Plane(Doubles x) => x.Rank == 3 ? x with { Shape = [x.Shape[0], x.Shape[1], 1, x.Shape[2]] } : x;

    private static (int Top, int Left, int StrideDown, int StrideRight, int DilationDown, int DilationRight, int Bottom, int Right) Geometry(
        NodeProto node, int rank, int rows, int columns, int height, int width)
    {
        long[] strides = node.Integers("strides", 1, 1);
        long[] dilations = node.Integers("dilations", 1, 1);
        long[] pads = node.Integers("pads", 0, 0, 0, 0);
        if (rank == 1)
        {
            return (0, (int)pads[0], 1, (int)strides[0], 1, (int)dilations[0], 0, (int)pads[pads.Length / 2]);
        }

        if (node.Text("auto_pad", "NOTSET") == "SAME_UPPER")
        {
            int Total(int extent, int window, int axis) =>
                Math.Max(0, (((extent - 1) / (int)strides[axis]) * (int)strides[axis]) + (int)dilations[axis] * (window - 1) + 1 - extent);
            int down = Total(height, rows, 0);
            int right = Total(width, columns, 1);
            pads = [down / 2, right / 2, down - (down / 2), right - (right / 2)];
        }

        return ((int)pads[0], (int)pads[1], (int)strides[0], (int)strides[1], (int)dilations[0], (int)dilations[1], (int)pads[2], (int)pads[3]);
    }
}
