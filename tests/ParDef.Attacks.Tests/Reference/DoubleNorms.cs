using ParDef.Attacks.Gradients;
using ParDef.Onnx.Proto;

namespace ParDef.Attacks.Tests.Reference;

/// <summary>Operators that look at whole axes.</summary>
internal static class DoubleNorms
{
    public static Doubles Reduce(NodeProto node, Doubles?[] x, bool mean)
    {
        long[] axes = x.Length > 1 ? [.. x[1]!.Data.Select(axis => (long)axis)] : node.Integers("axes");
        int[] all = axes.Length == 0 ? [.. Enumerable.Range(0, x[0]!.Rank)] : [.. axes.Select(x[0]!.Axis)];
        return Reduce(x[0]!, all, node.Integer("keepdims", 1) != 0, mean);
    }

    public static Doubles Reduce(Doubles x, int[] axes, bool keep, bool mean)
    {
        int[] kept = [.. x.Shape.Select((extent, axis) => axes.Contains(axis) ? 1 : extent)];
        var sums = Doubles.Zeros(kept);
        int[] strides = sums.Strides();
        int[] steps = [.. strides.Select((stride, axis) => axes.Contains(axis) ? 0 : stride)];
        Doubles.Walk(x.Shape, (position, at) => sums.Data[at] += x.Data[position], 0, steps);
        double share = mean ? (double)sums.Data.Length / x.Data.Length : 1;
        int[] shape = keep ? kept : [.. x.Shape.Where((_, axis) => !axes.Contains(axis))];
        return new Doubles(shape, [.. sums.Data.Select(sum => sum * share)]);
    }

    public static Doubles Largest(Doubles x)
    {
        int positions = Doubles.Elements(x.Shape[2..]);
        return new Doubles(
            [x.Shape[0], x.Shape[1], .. x.Shape[2..].Select(_ => 1)],
            [.. Enumerable.Range(0, x.Shape[0] * x.Shape[1]).Select(plane => x.Data.Skip(plane * positions).Take(positions).Max())]);
    }

    public static Doubles Softmax(Doubles x, int axis)
    {
        var exponentials = DoubleOperators.Each(x, Math.Exp);
        return DoubleOperators.Both(exponentials, Reduce(exponentials, [axis], keep: true, mean: false), (a, b) => a / b);
    }

    public static Doubles Batch(NodeProto node, Doubles[] x)
    {
        Doubles Channel(int operand) => x[operand] with { Shape = [1, x[operand].Data.Length, .. x[0].Shape[2..].Select(_ => 1)] };
        var centred = DoubleOperators.Both(x[0], Channel(3), (a, b) => a - b);
        var standard = DoubleOperators.Both(centred, Channel(4), (a, b) => a / Math.Sqrt(b + node.Float("epsilon", 1e-5f)));
        return DoubleOperators.Both(DoubleOperators.Both(standard, Channel(1), (a, b) => a * b), Channel(2), (a, b) => a + b);
    }

    public static Doubles Instance(NodeProto node, Doubles[] x)
    {
        int[] channel = [1, x[0].Shape[1], .. x[0].Shape[2..].Select(_ => 1)];
        return Affine(
            Standard(x[0], [.. Enumerable.Range(2, x[0].Rank - 2)], node), x[1] with { Shape = channel }, x[2] with { Shape = channel });
    }

    public static Doubles Layer(NodeProto node, Doubles[] x)
    {
        int first = x[0].Axis(node.Integer("axis", -1));
        var standard = Standard(x[0], [.. Enumerable.Range(first, x[0].Rank - first)], node);
        return Affine(standard, x[1], x.Length > 2 ? x[2] : new Doubles([], [0]));
    }

    private static Doubles Standard(Doubles x, int[] axes, NodeProto node)
    {
        var centred = DoubleOperators.Both(x, Reduce(x, axes, keep: true, mean: true), (a, b) => a - b);
        var variance = Reduce(DoubleOperators.Each(centred, a => a * a), axes, keep: true, mean: true);
        return DoubleOperators.Both(centred, variance, (a, b) => a / Math.Sqrt(b + node.Float("epsilon", 1e-5f)));
    }

    private static Doubles Affine(Doubles x, Doubles g, Doubles b) =>
        DoubleOperators.Both(DoubleOperators.Both(x, g, (a, f) => a * f), b, (a, f) => a + f);
}
