using ParDef.Onnx.Proto;

namespace ParDef.Reparameterization.Tests.Interpreting;

/// <summary>Matrix products.</summary>
internal static class Products
{
    public static Values Gemm(NodeProto node, Values a, Values b, Values c)
    {
        bool isTurned = node.Int("transB", 0) != 0;
        int width = b.Shape[isTurned ? 0 : 1];
        return Values.Of([a.Shape[0], width], i => c.At(i) + Enumerable.Range(0, a.Shape[1]).Sum(k => a[i[0], k] * (isTurned ? b[i[1], k] : b[k, i[1]])));
    }

    public static Values MatMul(Values x, Values y)
    {
        int[] batch = x.Rank >= y.Rank ? x.Shape[..^2] : y.Shape[..^2];
        return Values.Of([.. batch, x.Shape[^2], y.Shape[^1]], i => Enumerable.Range(0, x.Shape[^1]).Sum(k =>
            x.At([.. i[..^1], k]) * y.At([.. i[..^2], k, i[^1]])));
    }
}
