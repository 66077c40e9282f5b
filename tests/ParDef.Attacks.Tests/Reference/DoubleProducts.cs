using ParDef.Attacks.Gradients;
using ParDef.Onnx.Proto;

namespace ParDef.Attacks.Tests.Reference;

/// <summary>Matrix products.</summary>
internal static class DoubleProducts
{
    public static Doubles Gemm(NodeProto node, Doubles a, Doubles b, Doubles? c)
    {
        var left = node.Integer("transA", 0) != 0 ? Turn(a) : a;
        var right = node.Integer("transB", 0) != 0 ? Turn(b) : b;
        var product = DoubleOperators.Each(MatMul(left, right), value => value * node.Float("alpha", 1));
        return c is null ? product : DoubleOperators.Both(product, c, (p, q) => p + (node.Float("beta", 1) * q));
    }

    public static Doubles MatMul(Doubles x, Doubles y)
    {
        int[] stack = DoubleOperators.Common(x.Shape[..^2], y.Shape[..^2]);
        var (a, b) = (x.Broadcast([.. stack, .. x.Shape[^2..]]), y.Broadcast([.. stack, .. y.Shape[^2..]]));
        var (rows, inner, columns) = (x.Shape[^2], x.Shape[^1], y.Shape[^1]);
        var product = Doubles.Zeros([.. stack, rows, columns]);
        for (int s = 0; s < Doubles.Elements(stack); s++)
        {
            for (int r = 0; r < rows; r++)
            {
                var line = product.Data.AsSpan(((s * rows) + r) * columns, columns);
                for (int k = 0; k < inner; k++)
                {
                    double factor = a.Data[(((s * rows) + r) * inner) + k];
                    var other = b.Data.AsSpan(((s * inner) + k) * columns, columns);
                    for (int c = 0; c < columns; c++)
                    {
                        line[c] += factor * other[c];
                    }
                }
            }
        }

        return product;
    }

    private static Doubles Turn(Doubles x) => x.View([x.Shape[1], x.Shape[0]], 0, [1, x.Shape[1]]);
}
