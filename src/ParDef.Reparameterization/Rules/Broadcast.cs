using ParDef.Reparameterization.Symmetry;

namespace ParDef.Reparameterization.Rules;

/// <summary>Operands of unequal shapes, aligned at their last axes.</summary>
internal static class Broadcast
{
    /// <summary>The common shape, or null if there is none.</summary>
    public static long[]? Shape(IReadOnlyList<long[]> shapes)
    {
        var result = new long[shapes.Max(shape => shape.Length)];
        Array.Fill(result, 1);
        foreach (var shape in shapes)
        {
            int shift = result.Length - shape.Length;
            for (int axis = 0; axis < shape.Length; axis++)
            {
                long before = result[axis + shift];
                if (before != 1 && shape[axis] != 1 && before != shape[axis])
                {
                    return null;
                }

                result[axis + shift] = before == 1 ? shape[axis] : before;
            }
        }

        return result;
    }

    /// <summary>
    /// Every set of axes along which some operand has channels, with each operand's layout on it (null: none). An operand without channels
    /// there that is not constant along these axes fixes them. Layouts that overlap without being alike are fixed and left out.
    /// </summary>
    public static IReadOnlyList<ChannelLayout?[]> Align(RuleContext node, IReadOnlyList<GraphTensor> operands, long[] shape)
    {
        var rows = new List<ChannelLayout?[]>();
        for (int i = 0; i < operands.Count; i++)
        {
            int shift = shape.Length - operands[i].Rank;
            foreach (var own in operands[i].Layouts)
            {
                var layout = own.On([.. own.Axes.Select(axis => axis + shift)]);
                var row = rows.Find(row => row.OfType<ChannelLayout>().First().Axes.SequenceEqual(layout.Axes));
                if (row is null)
                {
                    rows.Add(row = new ChannelLayout?[operands.Count]);
                }

                row[i] = layout;
            }
        }

        var clashing = rows.Where(row => rows.Any(other => other != row && AxesOf(other).Intersect(AxesOf(row)).Any())).ToList();
        foreach (var row in clashing)
        {
            Array.ForEach(row, node.Freeze);
        }

        rows.RemoveAll(clashing.Contains);
        foreach (var row in rows)
        {
            FixWhereOthersVary(node, row, operands, shape.Length);
        }

        return rows;
    }

    private static int[] AxesOf(ChannelLayout?[] row) => row.OfType<ChannelLayout>().First().Axes;

    private static void FixWhereOthersVary(RuleContext node, ChannelLayout?[] row, IReadOnlyList<GraphTensor> operands, int rank)
    {
        for (int i = 0; i < row.Length; i++)
        {
            int shift = rank - operands[i].Rank;
            if (row[i] is not null)
            {
                continue;
            }

            int[] varying = [.. Enumerable.Range(0, AxesOf(row).Length).Where(k =>
                AxesOf(row)[k] >= shift && operands[i].Shape[AxesOf(row)[k] - shift] != 1)];
            foreach (var layout in varying.Length > 0 ? row.OfType<ChannelLayout>() : [])
            {
                node.KeepFibres(layout, varying);
            }
        }
    }
}
