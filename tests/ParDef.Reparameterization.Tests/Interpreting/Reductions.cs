using ParDef.Onnx.Proto;

namespace ParDef.Reparameterization.Tests.Interpreting;

/// <summary>Reductions over some axes.</summary>
internal static class Reductions
{
    /// <summary>Axes come from the second operand, or from the attribute of old operator sets.</summary>
    public static Values Apply(NodeProto node, Values x, Values? listed)
    {
        int[] axes = listed is null ? node.Ints("axes") : [.. listed.Data.Select(axis => (int)axis)];
        axes = axes.Length == 0 ? [.. Enumerable.Range(0, x.Rank)] : [.. axes.Select(axis => axis < 0 ? axis + x.Rank : axis)];
        bool isKept = node.Int("keepdims", 1) != 0;
        int[] kept = [.. x.Shape.Select((extent, axis) => axes.Contains(axis) ? 1 : extent)];
        int[] reduced = [.. axes.Select(axis => x.Shape[axis])];
        var result = Values.Of(kept, i =>
        {
            return Of(node.OpType, [.. Values.Indices(reduced).Select(taken =>
            {
                var at = (int[])i.Clone();
                for (int k = 0; k < axes.Length; k++)
                {
                    at[axes[k]] = taken[k];
                }

                return x[at];
            })]);
        });
        return isKept ? result : new Values([.. kept.Where((_, axis) => !axes.Contains(axis))], result.Data);
    }

    private static double Of(string type, double[] all) => type switch
    {
        "ReduceMean" => all.Average(),
        "ReduceSum" => all.Sum(),
        "ReduceMax" => all.Max(),
        "ReduceMin" => all.Min(),
        "ReduceL1" => all.Sum(Math.Abs),
        "ReduceL2" => Math.Sqrt(all.Sum(value => value * value)),
        "ReduceSumSquare" => all.Sum(value => value * value),
        "ReduceProd" => all.Aggregate(1.0, (product, value) => product * value),
        "ReduceLogSum" => Math.Log(all.Sum()),
        "ReduceLogSumExp" => all.Max() + Math.Log(all.Sum(value => Math.Exp(value - all.Max()))),
        _ => throw new NotSupportedException(type),
    };
}
