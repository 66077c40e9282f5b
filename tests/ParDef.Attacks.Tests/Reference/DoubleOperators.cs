using ParDef.Attacks.Gradients;
using ParDef.Onnx.Proto;

namespace ParDef.Attacks.Tests.Reference;

/// <summary>One operator at a time.</summary>
internal static class DoubleOperators
{
    public static Doubles[] Apply(NodeProto node, Doubles?[] x) => node.OpType switch
    {
        "Conv" => [DoubleWindows.Conv(node, x[0]!, x[1]!, x.ElementAtOrDefault(2))],
        "ConvTranspose" => [DoubleWindows.ConvTranspose(node, x[0]!, x[1]!, x.ElementAtOrDefault(2))],
        "MaxPool" or "AveragePool" => [DoubleWindows.Pool(node, x[0]!)],
        "GlobalAveragePool" => [DoubleNorms.Reduce(x[0]!, [.. Enumerable.Range(2, x[0]!.Rank - 2)], keep: true, mean: true)],
        "GlobalMaxPool" => [DoubleNorms.Largest(x[0]!)],
        "BatchNormalization" => [DoubleNorms.Batch(node, x!)],
        "InstanceNormalization" => [DoubleNorms.Instance(node, x!)],
        "LayerNormalization" => [DoubleNorms.Layer(node, x!)],
        "Softmax" => [DoubleNorms.Softmax(x[0]!, x[0]!.Axis(node.Integer("axis", -1)))],
        "LogSoftmax" => [Each(DoubleNorms.Softmax(x[0]!, x[0]!.Axis(node.Integer("axis", -1))), Math.Log)],
        "ReduceMean" => [DoubleNorms.Reduce(node, x, mean: true)],
        "ReduceSum" => [DoubleNorms.Reduce(node, x, mean: false)],
        "Gemm" => [DoubleProducts.Gemm(node, x[0]!, x[1]!, x.ElementAtOrDefault(2))],
        "MatMul" => [DoubleProducts.MatMul(x[0]!, x[1]!)],
        "Add" or "Sum" => [x.Select(operand => operand!).Aggregate((a, b) => Both(a, b, (p, q) => p + q))],
        "Sub" => [Both(x[0]!, x[1]!, (a, b) => a - b)],
        "Mul" => [Both(x[0]!, x[1]!, (a, b) => a * b)],
        "Div" => [Both(x[0]!, x[1]!, (a, b) => a / b)],
        "Pow" => [Both(x[0]!, x[1]!, Math.Pow)],
        "Max" => [x.Select(operand => operand!).Aggregate((a, b) => Both(a, b, Math.Max))],
        "Min" => [x.Select(operand => operand!).Aggregate((a, b) => Both(a, b, Math.Min))],
        "PRelu" => [Both(x[0]!, x[1]!, (a, slope) => a < 0 ? slope * a : a)],
        "Where" => [Both(Both(x[0]!, x[1]!, (isFirst, a) => isFirst != 0 ? a : double.NaN), x[2]!, (a, b) => double.IsNaN(a) ? b : a)],
        "Clip" => [Each(x[0]!, a => Math.Min(Math.Max(a, Bound(x, 1) ?? double.NegativeInfinity), Bound(x, 2) ?? double.PositiveInfinity))],
        "Relu" => [Each(x[0]!, a => Math.Max(a, 0))],
        "LeakyRelu" => [Each(x[0]!, a => a < 0 ? node.Float("alpha", 0.01f) * a : a)],
        "Elu" => [Each(x[0]!, a => a < 0 ? node.Float("alpha", 1) * (Math.Exp(a) - 1) : a)],
        "Sigmoid" => [Each(x[0]!, a => 1 / (1 + Math.Exp(-a)))],
        "HardSigmoid" => [Each(x[0]!, a => Math.Clamp((a * node.Float("alpha", 0.2f)) + node.Float("beta", 0.5f), 0, 1))],
        "HardSwish" => [Each(x[0]!, a => a * Math.Clamp((a / 6) + 0.5, 0, 1))],
        "Tanh" => [Each(x[0]!, Math.Tanh)],
        "Erf" => [Each(x[0]!, DoubleFunctions.Erf)],
        "Gelu" => [Each(x[0]!, a => node.Text("approximate", "none") == "tanh"
            ? 0.5 * a * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (a + (0.044715 * a * a * a))))
            : 0.5 * a * (1 + DoubleFunctions.Erf(a / Math.Sqrt(2))))],
        "Softplus" => [Each(x[0]!, a => Math.Log(1 + Math.Exp(a)))],
        "Exp" => [Each(x[0]!, Math.Exp)],
        "Log" => [Each(x[0]!, Math.Log)],
        "Sqrt" => [Each(x[0]!, Math.Sqrt)],
        "Reciprocal" => [Each(x[0]!, a => 1 / a)],
        "Neg" => [Each(x[0]!, a => -a)],
        "Abs" => [Each(x[0]!, Math.Abs)],
        "Identity" or "Dropout" or "Cast" => [x[0]!],
        "Reshape" => [DoubleMoves.Reshape(x[0]!, x[1]!)],
        "Flatten" => [DoubleMoves.Flatten(x[0]!, x[0]!.Axis(node.Integer("axis", 1)))],
        "Squeeze" => [DoubleMoves.Squeeze(x[0]!, x.ElementAtOrDefault(1))],
        "Unsqueeze" => [DoubleMoves.Unsqueeze(x[0]!, x[1]!)],
        "Transpose" => [DoubleMoves.Transpose(node, x[0]!)],
        "Expand" => [x[0]!.Broadcast(Common(x[0]!.Shape, [.. x[1]!.Data.Select(extent => (int)extent)]))],
        "Concat" => [DoubleMoves.Concat(x!, x[0]!.Axis(node.Integer("axis", 0)))],
        "Split" => DoubleMoves.Split(node, x[0]!, x.ElementAtOrDefault(1)),
        "Slice" => [DoubleMoves.Slice(x)],
        "Pad" => [DoubleMoves.Pad(x)],
        "Resize" => [DoubleResize.Of(node, x)],
        "Gather" => [DoubleMoves.Gather(x[0]!, x[1]!, x[0]!.Axis(node.Integer("axis", 0)))],
        _ => throw new NotSupportedException(node.OpType),
    };

    public static Doubles Each(Doubles x, Func<double, double> f) => new(x.Shape, [.. x.Data.Select(f)]);

    public static Doubles Both(Doubles x, Doubles y, Func<double, double, double> f)
    {
        int[] shape = Common(x.Shape, y.Shape);
        var (a, b) = (x.Broadcast(shape), y.Broadcast(shape));
        return new Doubles(shape, [.. a.Data.Zip(b.Data, f)]);
    }

    public static int[] Common(int[] x, int[] y)
    {
        int rank = Math.Max(x.Length, y.Length);
        int Extent(int[] shape, int axis) => axis < rank - shape.Length ? 1 : shape[axis - rank + shape.Length];
        return [.. Enumerable.Range(0, rank).Select(axis => Math.Max(Extent(x, axis), Extent(y, axis)))];
    }

    private static double? Bound(Doubles?[] x, int index) => x.ElementAtOrDefault(index)?.Data[0];
}
