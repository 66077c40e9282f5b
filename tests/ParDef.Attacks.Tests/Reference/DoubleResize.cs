using ParDef.Attacks.Gradients;
using ParDef.Onnx.Proto;

namespace ParDef.Attacks.Tests.Reference;

/// <summary>Images in another size: the nearest element below, or between neighbours.</summary>
internal static class DoubleResize
{
    public static Doubles Of(NodeProto node, Doubles?[] operands)
    {
        var x = operands[0]!;
        bool hasSizes = operands.Length > 3;
        double Scale(int axis) => hasSizes ? operands[3]!.Data[axis] / x.Shape[axis] : operands[2]!.Data[axis];
        int[] shape = [.. x.Shape.Select((extent, axis) => (int)Math.Floor(extent * Scale(axis) + 1e-9))];
        bool isNearest = node.Text("mode", "nearest") == "nearest";
        double Place(int index, int axis) => node.Text("coordinate_transformation_mode", "half_pixel") == "asymmetric"
            ? index / Scale(axis)
            : ((index + 0.5) / Scale(axis)) - 0.5;
        var made = Doubles.Zeros(shape);
        Doubles.Walk(shape, (position, _) =>
        {
            var (j, i, plane) = (position % shape[3], position / shape[3] % shape[2], position / (shape[3] * shape[2]));
            double At(int row, int column) => x.Data[(((plane * x.Shape[2]) + Math.Clamp(row, 0, x.Shape[2] - 1)) * x.Shape[3]) + Math.Clamp(column, 0, x.Shape[3] - 1)];
            var (r, c) = (Place(i, 2), Place(j, 3));
            var (top, left) = ((int)Math.Floor(r), (int)Math.Floor(c));
            var (down, right) = (r - top, c - left);
            made.Data[position] = isNearest
                ? At(top, left)
                : ((1 - down) * (((1 - right) * At(top, left)) + (right * At(top, left + 1))))
                    + (down * (((1 - right) * At(top + 1, left)) + (right * At(top + 1, left + 1))));
        }, 0, [0, 0, 0, 0]);
        return made;
    }
}
