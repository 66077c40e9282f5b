using ParDef.Reparameterization.Symmetry;

namespace ParDef.Reparameterization.Rules;

/// <summary>Gemm with a constant B.</summary>
/// <remarks>
/// Y = alpha A B + beta C. With A'[m,j] = s[p(j)] A[m,p(j)], B'[j,r] = t[q(r)] / s[p(j)] B[p(j),q(r)] and C'[.,r] = t[q(r)] C[.,q(r)]:
/// Y'[m,r] = t[q(r)] Y[m,q(r)]. A C that is not as wide as Y is added to all columns alike: then t = 1, while q is still free.
/// </remarks>
internal static class GemmRule
{
    public static bool Apply(RuleContext node)
    {
        if (node.Operand(0) is not { Rank: 2 } a || node.Plain(1) is not { Rank: 2 } b || node.Weight(1) is null)
        {
            return false;
        }

        int inner = node.Integer("transA", 0) != 0 ? 0 : 1;
        bool isTurned = node.Integer("transB", 0) != 0;
        int width = (int)b.Shape[isTurned ? 0 : 1];
        if (a.Shape[inner] != b.Shape[isTurned ? 1 : 0] || (node.Has(2) && !Fits(node, width)))
        {
            return false;
        }

        var before = node.OnlyAlong(a, inner);
        var after = node.NewLayout(1, width);
        var takes = before is null ? null : AxisBinding.Taking(before);
        node.Bind(1, isTurned ? [AxisBinding.Making(after), takes] : [takes, AxisBinding.Making(after)]);
        if (node.Has(2))
        {
            BindAddend(node, after, width);
        }

        node.SetOutput([a.Shape[1 - inner], width], after);
        return true;
    }

    private static bool Fits(RuleContext node, int width) =>
        node.Plain(2) is { Rank: <= 2 } c && (c.Rank == 0 || c.Shape[^1] == 1 || (c.Shape[^1] == width && node.Weight(2) is not null));

    private static void BindAddend(RuleContext node, ChannelLayout after, int width)
    {
        var c = node.Plain(2)!;
        if (c.Rank > 0 && c.Shape[^1] == width && node.Weight(2) is not null)
        {
            node.Bind(2, c.Rank == 1 ? [AxisBinding.Making(after)] : [null, AxisBinding.Making(after)]);
            return;
        }

        node.State.FreezeScales(after);
        node.FreezeUses(2);
    }
}
