using ParDef.Onnx.Proto;

namespace ParDef.Reparameterization.Tests.Interpreting;

/// <summary>One operator at a time.</summary>
internal static class Operators
{
    public static Values[] Apply(NodeProto node, Values?[] x) => node.OpType switch
    {
        _ when Pointwise.All.TryGetValue(node.OpType, out var f) => [new Values(x[0]!.Shape, [.. x[0]!.Data.Select(a => f(node, a))])],
        _ when node.OpType.StartsWith("Reduce", StringComparison.Ordinal) => [Reductions.Apply(node, x[0]!, x.ElementAtOrDefault(1))],
        "Conv" => [Spatial.Conv(node, x[0]!, x[1]!, x.ElementAtOrDefault(2))],
        "ConvTranspose" => [Spatial.ConvTranspose(node, x[0]!, x[1]!, x.ElementAtOrDefault(2))],
        "MaxPool" or "AveragePool" or "GlobalAveragePool" or "GlobalMaxPool" => [Spatial.Pool(node, x[0]!)],
        "Resize" => [Spatial.Resize(x[0]!, x[2]!)],
        "BatchNormalization" => [Values.Of(x[0]!.Shape, i =>
            (x[1]![i[1]] * (x[0]![i] - x[3]![i[1]]) / Math.Sqrt(x[4]![i[1]] + node.Float("epsilon", 1e-5f))) + x[2]![i[1]])],
        "InstanceNormalization" => [Norms.Instance(node, x[0]!, x[1]!, x[2]!)],
        "GroupNormalization" => [Norms.Group(node, x[0]!, x[1]!, x[2]!)],
        "RMSNormalization" or "SimplifiedLayerNormalization" => [Norms.Rms(node, x[0]!, x[1]!)],
        "LayerNormalization" => [Norms.Layer(node, x[0]!, x[1]!, x[2]!)],
        "Gemm" => [Products.Gemm(node, x[0]!, x[1]!, x.ElementAtOrDefault(2))],
        "MatMul" => [Products.MatMul(x[0]!, x[1]!)],
        "LSTM" or "GRU" or "RNN" => Recurrent.Apply(node, x),
        "Add" or "Sum" => [Both(x, (a, b) => a + b)],
        "Sub" => [Both(x, (a, b) => a - b)],
        "Mul" => [Both(x, (a, b) => a * b)],
        "Div" => [Both(x, (a, b) => a / b)],
        "Max" => [Both(x, Math.Max)],
        "Min" => [Both(x, Math.Min)],
        "Mean" => [Both(x, (a, b) => (a + b) / 2)],
        "Pow" => [Both(x, Math.Pow)],
        "Mod" => [Both(x, (a, b) => a - (b * Math.Truncate(a / b)))],
        "Equal" => [Both(x, (a, b) => a == b ? 1 : 0)],
        "Less" => [Both(x, (a, b) => a < b ? 1 : 0)],
        "LessOrEqual" => [Both(x, (a, b) => a <= b ? 1 : 0)],
        "Greater" => [Both(x, (a, b) => a > b ? 1 : 0)],
        "GreaterOrEqual" => [Both(x, (a, b) => a >= b ? 1 : 0)],
        "And" => [Both(x, (a, b) => a * b)],
        "Or" => [Both(x, Math.Max)],
        "Xor" => [Both(x, (a, b) => Math.Abs(a - b))],
        "Where" => [Both([Both([x[0], x[1]], (condition, a) => condition != 0 ? a : double.NaN), x[2]], (a, b) => double.IsNaN(a) ? b : a)],
        "PRelu" => [Both(x, (a, slope) => a < 0 ? slope * a : a)],
        "Clip" => [Both([Both([x[0], x[1] ?? Number(double.NegativeInfinity)], Math.Max), x.ElementAtOrDefault(2) ?? Number(double.PositiveInfinity)], Math.Min)],
        "Softmax" => [Norms.Softmax(node, x[0]!)],
        "LogSoftmax" => [Norms.LogSoftmax(node, x[0]!)],
        "Concat" => [Moves.Concat(node, x!)],
        "Pad" => [Moves.Pad(x[0]!, x[1]!)],
        "Transpose" => [Moves.Transpose(node, x[0]!)],
        "Reshape" => [Moves.Reshape(x[0]!, x[1]!)],
        "Flatten" => [new Values([x[0]!.Shape[0], x[0]!.Shape[1..].Aggregate(1, (product, extent) => product * extent)], x[0]!.Data)],
        "Squeeze" => [Moves.Squeeze(x[0]!, x[1]!)],
        "Unsqueeze" => [Moves.Unsqueeze(x[0]!, x[1]!)],
        "Expand" => [Moves.Expand(x[0]!, x[1]!)],
        "QuantizeLinear" => [Quantization.Quantize(x[0]!, x[1]!, x[2]!)],
        "DequantizeLinear" => [Quantization.Dequantize(node, x[0]!, x[1]!, x.ElementAtOrDefault(2))],
        "Constant" => [Interpreter.Read(node.Attribute[0].T)],
        "ConstantOfShape" => [Values.Of([.. x[0]!.Data.Select(extent => (int)extent)], _ => node.Attribute.Count == 0 ? 0 : Interpreter.Read(node.Attribute[0].T).Data[0])],
        "Slice" => [Moves.Slice(x[0]!, x[1]!, x[2]!, x[3]!, x.ElementAtOrDefault(4))],
        "Split" => Moves.Split(node, x[0]!, x[1]!),
        "Gather" => [Moves.Gather(node, x[0]!, x[1]!)],
        _ => throw new NotSupportedException(node.OpType),
    };

    private static Values Number(double value) => new([], [value]);

    private static Values Both(Values?[] x, Func<double, double, double> f)
    {
        int rank = Math.Max(x[0]!.Rank, x[1]!.Rank);
        int Extent(Values value, int axis) => axis < rank - value.Rank ? 1 : value.Shape[axis - rank + value.Rank];
        int[] shape = [.. Enumerable.Range(0, rank).Select(axis => Math.Max(Extent(x[0]!, axis), Extent(x[1]!, axis)))];
        return Values.Of(shape, i => f(x[0]!.At(i), x[1]!.At(i)));
    }
}
