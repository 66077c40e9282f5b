using ParDef.Onnx.Proto;

namespace ParDef.Reparameterization.Tests.Interpreting;

/// <summary>One operator at a time.</summary>
internal static class Operators
{
    public static Values[] Apply(NodeProto node, Values?[] x) => node.OpType switch
    {
        "Conv" => [Spatial.Conv(node, x[0]!, x[1]!, x.ElementAtOrDefault(2))],
        "MaxPool" or "AveragePool" => [Spatial.Pool(node, x[0]!)],
        "GlobalAveragePool" => [Values.Of([x[0]!.Shape[0], x[0]!.Shape[1], 1, 1], i => Spatial.Mean(x[0]!, i[0], i[1]))],
        "BatchNormalization" => [Values.Of(x[0]!.Shape, i =>
            (x[1]![i[1]] * (x[0]![i] - x[3]![i[1]]) / Math.Sqrt(x[4]![i[1]] + node.Float("epsilon", 1e-5f))) + x[2]![i[1]])],
        "InstanceNormalization" => [Norms.Instance(node, x[0]!, x[1]!, x[2]!)],
        "LayerNormalization" => [Norms.Layer(node, x[0]!, x[1]!, x[2]!)],
        "Gemm" => [Products.Gemm(node, x[0]!, x[1]!, x[2]!)],
        "MatMul" => [Products.MatMul(x[0]!, x[1]!)],
        "Add" => [Both(x, (a, b) => a + b)],
        "Sub" => [Both(x, (a, b) => a - b)],
        "Mul" => [Both(x, (a, b) => a * b)],
        "Div" => [Both(x, (a, b) => a / b)],
        "Max" => [Both(x, Math.Max)],
        "PRelu" => [Both(x, (a, slope) => a < 0 ? slope * a : a)],
        "Relu" => [Each(x[0]!, a => Math.Max(a, 0))],
        "LeakyRelu" => [Each(x[0]!, a => a < 0 ? node.Float("alpha", 0.01f) * a : a)],
        "Sigmoid" => [Each(x[0]!, a => 1 / (1 + Math.Exp(-a)))],
        "Tanh" => [Each(x[0]!, Math.Tanh)],
        "HardSwish" => [Each(x[0]!, a => a * Math.Clamp((a / 6) + 0.5, 0, 1))],
        "Clip" => [Each(x[0]!, a => Math.Clamp(a, x[1]!.Data[0], x[2]!.Data[0]))],
        "Softmax" => [Norms.Softmax(node, x[0]!)],
        "Concat" => [Moves.Concat(node, x!)],
        "Pad" => [Moves.Pad(x[0]!, x[1]!)],
        "Transpose" => [Moves.Transpose(node, x[0]!)],
        "Reshape" => [Moves.Reshape(x[0]!, x[1]!)],
        "Flatten" => [new Values([x[0]!.Shape[0], x[0]!.Shape[1..].Aggregate(1, (product, extent) => product * extent)], x[0]!.Data)],
        "Slice" => [Moves.Slice(x[0]!, (int)x[1]!.Data[0], (int)x[2]!.Data[0], (int)x[3]!.Data[0])],
        "Split" => Moves.Split(node, x[0]!, x[1]!),
        "Gather" => [Moves.Gather(node, x[0]!, x[1]!)],
        "ReduceMean" => [Norms.ReduceMean(node, x[0]!)],
        _ => throw new NotSupportedException(node.OpType),
    };

    private static Values Each(Values x, Func<double, double> f) => new(x.Shape, [.. x.Data.Select(f)]);

    private static Values Both(Values?[] x, Func<double, double, double> f)
    {
        int rank = Math.Max(x[0]!.Rank, x[1]!.Rank);
        int Extent(Values value, int axis) => axis < rank - value.Rank ? 1 : value.Shape[axis - rank + value.Rank];
        int[] shape = [.. Enumerable.Range(0, rank).Select(axis => Math.Max(Extent(x[0]!, axis), Extent(x[1]!, axis)))];
        return Values.Of(shape, i => f(x[0]!.At(i), x[1]!.At(i)));
    }
}
