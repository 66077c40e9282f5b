using ParDef.Reparameterization.Symmetry;

namespace ParDef.Reparameterization.Rules;

/// <summary>MatMul: with a constant matrix on the right, and of two activations.</summary>
/// <remarks>
/// Constant: as Gemm without C. Two activations: sum over k of x[m,k] y[k,n] does not change if k runs through a permutation on both sides
/// and x carries s[k] where y carries 1/s[k]. Where k has channels of its own in every batch (heads), that holds batch by batch, if each
/// batch's channels stay in it. Channels along n of y, or along m of x, pass to the result under the same condition.
/// </remarks>
internal static class MatMulRule
{
    public static bool Apply(RuleContext node)
    {
        if (node.Plain(0) is not { Rank: >= 1 } x || node.Plain(1) is not { Rank: >= 1 } y)
        {
            return false;
        }

        return x.Constant is null && y is { Rank: 2, Constant: not null } ? ApplyConstant(node, node.Operand(0)!, y) : ApplyActivations(node);
    }

    private static bool ApplyConstant(RuleContext node, GraphTensor x, GraphTensor y)
    {
        if (x.Shape[^1] != y.Shape[0] || x.Rank < 2)
        {
            return false;
        }

        var before = node.OnlyAlongOf(x, x.Rank - 1);
        var after = node.NewLayout(x.Rank - 1, (int)y.Shape[1]);
        node.Bind(1, before is null ? null : AxisBinding.Taking(before), AxisBinding.Making(after));
        var passing = x.Layouts.Where(layout => !layout.Axes.Contains(x.Rank - 1));
        node.SetOutput([.. x.Shape[..^1], y.Shape[1]], [.. passing, after]);
        return true;
    }

    private static bool ApplyActivations(RuleContext node)
    {
        if (node.Operand(0) is not { Rank: >= 2 } x || node.Operand(1) is not { Rank: >= 2 } y || x.Shape[^1] != y.Shape[^2])
        {
            return false;
        }

        int rank = Math.Max(x.Rank, y.Rank);
        var batch = Broadcast.Shape([x.Shape[..^2], y.Shape[..^2]]);
        if (batch is null)
        {
            return false;
        }

        // Axes of both, counted in the result: batches first, then m (rank - 2), k (rank, a name for it), n (rank - 1).
        int k = rank;
        var left = x.Layouts.Select(layout => layout.On([.. layout.Axes.Select(axis => axis == x.Rank - 1 ? k : axis + rank - x.Rank)])).ToList();
        var right = y.Layouts.Select(layout => layout.On(
            [.. layout.Axes.Select(axis => axis == y.Rank - 2 ? k : axis == y.Rank - 1 ? rank - 1 : axis + rank - y.Rank)])).ToList();
        TieInner(node, left, right, k);
        var passing = left.Concat(right).Where(layout => !layout.Axes.Contains(k)).ToList();
        var result = new List<ChannelLayout>();
        foreach (var layout in passing)
        {
            if (Passes(node, layout, passing, rank))
            {
                result.Add(layout);
            }
        }

        node.SetOutput([.. batch, x.Shape[^2], y.Shape[^1]], result);
        return true;
    }

    private static void TieInner(RuleContext node, List<ChannelLayout> left, List<ChannelLayout> right, int k)
    {
        var one = left.FirstOrDefault(layout => layout.Axes.Contains(k));
        var other = right.FirstOrDefault(layout => layout.Axes.Contains(k));
        if (one is null || other is null || !one.Axes.SequenceEqual(other.Axes))
        {
            node.Freeze(one);
            node.Freeze(other);
            return;
        }

        node.Tie(node.Solid(one), node.Solid(other).Scaled(AxisBinding.Inverse(node.Solid(other).Scales)));
        if (one.Axes.Length > 1)
        {
            int[] batches = [.. Enumerable.Range(0, one.Axes.Length).Where(i => one.Axes[i] != k)];
            node.KeepFibres(one, batches);
            node.KeepFibres(other, batches);
        }
    }

    /// <summary>Channels of m or n pass, heads staying heads; channels of batches alone, and two layouts that share a batch axis, do not.</summary>
    private static bool Passes(RuleContext node, ChannelLayout layout, List<ChannelLayout> all, int rank)
    {
        int[] batches = [.. Enumerable.Range(0, layout.Axes.Length).Where(i => layout.Axes[i] < rank - 2)];
        bool isAlone = !all.Any(other => other != layout && other.Axes.Intersect(layout.Axes).Any());
        if (batches.Length == layout.Axes.Length || !isAlone)
        {
            node.Freeze(layout);
            return false;
        }

        if (batches.Length > 0)
        {
            node.KeepFibres(layout, batches);
        }

        return true;
    }
}
