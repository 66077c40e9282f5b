using ParDef.Onnx.Proto;

namespace ParDef.Reparameterization.Tests.Interpreting;

/// <summary>Matrix products.</summary>
internal static class Products
{
    public static Values Gemm(NodeProto node, Values a, Values b, Values? c)
    {
        a = node.Int("transA", 0) != 0 ? Turned(a) : a;
        b = node.Int("transB", 0) != 0 ? Turned(b) : b;
        return Values.Of([a.Shape[0], b.Shape[1]], i =>
            (node.Float("alpha", 1) * Enumerable.Range(0, a.Shape[1]).Sum(k => a[i[0], k] * b[k, i[1]])) + (node.Float("beta", 1) * (c?.At(i) ?? 0)));
    }

    public static Values MatMul(Values x, Values y)
    {
        int[] batch = x.Rank >= y.Rank ? x.Shape[..^2] : y.Shape[..^2];
        return Values.Of([.. batch, x.Shape[^2], y.Shape[^1]], i => Enumerable.Range(0, x.Shape[^1]).Sum(k =>
            x.At([.. i[..^1], k]) * y.At([.. i[..^2], k, i[^1]])));
    }

    private static Values Turned(Values x) => Values.Of([x.Shape[1], x.Shape[0]], i => x[i[1], i[0]]);
}
