using ParDef.Onnx.Proto;

namespace ParDef.Reparameterization.Tests.Interpreting;

/// <summary>Operators that look at a whole axis.</summary>
internal static class Norms
{
    public static Values Layer(NodeProto node, Values x, Values g, Values b) => Values.Of(x.Shape, i =>
    {
        var row = Enumerable.Range(0, x.Shape[^1]).Select(k => x[[.. i[..^1], k]]).ToList();
        return Normalised(x[i], row, node.Float("epsilon", 1e-5f), g[i[^1]], b[i[^1]]);
    });

    public static Values Instance(NodeProto node, Values x, Values g, Values b) => Values.Of(x.Shape, i =>
    {
        int size = x.Shape[2..].Aggregate(1, (product, extent) => product * extent);
        var plane = x.Data.AsSpan(((i[0] * x.Shape[1]) + i[1]) * size, size).ToArray();
        return Normalised(x[i], plane, node.Float("epsilon", 1e-5f), g[i[1]], b[i[1]]);
    });

    public static Values Group(NodeProto node, Values x, Values g, Values b)
    {
        int width = x.Shape[1] / node.Int("num_groups", 1);
        return Values.Of(x.Shape, i =>
        {
            var all = Enumerable.Range(i[1] / width * width, width).SelectMany(c => Values.Indices(x.Shape[2..]).Select(at => x[[i[0], c, .. at]])).ToList();
            return Normalised(x[i], all, node.Float("epsilon", 1e-5f), g[i[1]], b[i[1]]);
        });
    }

    public static Values Rms(NodeProto node, Values x, Values g) => Values.Of(x.Shape, i =>
    {
        double square = Enumerable.Range(0, x.Shape[^1]).Average(k => x[[.. i[..^1], k]] * x[[.. i[..^1], k]]);
        return g[i[^1]] * x[i] / Math.Sqrt(square + node.Float("epsilon", 1e-5f));
    });

    public static Values Softmax(NodeProto node, Values x) => new(x.Shape, [.. LogSoftmax(node, x).Data.Select(Math.Exp)]);

    public static Values LogSoftmax(NodeProto node, Values x)
    {
        int axis = node.Int("axis", -1) is var given && given < 0 ? given + x.Rank : given;
        return Values.Of(x.Shape, i =>
        {
            double[] row = [.. Enumerable.Range(0, x.Shape[axis]).Select(k => x[i.With(axis, k)])];
            return x[i] - row.Max() - Math.Log(row.Sum(value => Math.Exp(value - row.Max())));
        });
    }

    private static double Normalised(double x, IReadOnlyList<double> all, double epsilon, double g, double b)
    {
        double mean = all.Average();
        double variance = all.Average(value => (value - mean) * (value - mean));
        return (g * (x - mean) / Math.Sqrt(variance + epsilon)) + b;
    }
}
