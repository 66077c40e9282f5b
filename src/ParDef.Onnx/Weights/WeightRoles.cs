using ParDef.Onnx.Proto;

namespace ParDef.Onnx.Weights;

/// <summary>Which initializers are weights, and along which axis their output channels run. It follows from who consumes them.</summary>
public static class WeightRoles
{
    // TensorProto.DataType
    private const int Float = 1;
    private const int Float16 = 10;
    private const int Double = 11;
    private const int BFloat16 = 16;

    /// <summary>
    /// The channel axis, by name, of every initializer of rank 2 or more whose first consumer, through <c>Identity</c> and <c>Transpose</c>, takes it
    /// as a weight operand (docs/format.md section 11). Initializers that are also outputs of the graph are not weights.
    /// Subgraphs and other operator domains are not looked into.
    /// </summary>
    public static IReadOnlyDictionary<string, int> ChannelAxes(ModelProto model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var outputs = model.Graph.Output.Select(output => output.Name).ToHashSet();

        // For every name that stands for an initializer: the initializer, and which of its axes each axis of the name is.
        var origins = model.Graph.Initializer
            .Where(tensor => tensor.Dims.Count >= 2)
            .GroupBy(tensor => tensor.Name)
            .ToDictionary(group => group.Key, group => Origin.Of(group.First()));
        var consumed = new HashSet<string>();
        var axes = new Dictionary<string, int>();
        foreach (var node in model.Graph.Node.Where(node => node.Domain is "" or "ai.onnx"))
        {
            for (int input = 0; input < node.Input.Count; input++)
            {
                if (!origins.TryGetValue(node.Input[input], out var origin))
                {
                    continue;
                }

                if (input == 0 && node.Output.Count == 1 && Forward(node, origin) is { } forwarded)
                {
                    origins[node.Output[0]] = forwarded;
                }
                else if (consumed.Add(origin.Initializer) && Axis(node, input, origin) is { } axis)
                {
                    axes[origin.Initializer] = origin.Axes[axis];
                }
            }
        }

        foreach (string output in outputs.Where(origins.ContainsKey))
        {
            axes.Remove(origins[output].Initializer);
        }

        return axes;
    }

    private sealed record Origin(string Initializer, bool IsFloat, IReadOnlyList<int> Axes)
    {
        public static Origin Of(TensorProto tensor) => new(
            tensor.Name, tensor.DataType is Float or Float16 or Double or BFloat16, [.. Enumerable.Range(0, tensor.Dims.Count)]);
    }

    private static Origin? Forward(NodeProto node, Origin origin)
    {
        if (node.OpType == "Identity")
        {
            return origin;
        }

        if (node.OpType != "Transpose")
        {
            return null;
        }

        int rank = origin.Axes.Count;
        var written = node.Attribute.FirstOrDefault(attribute => attribute.Name == "perm")?.Ints;
        List<int> permutation = written is not null
            ? [.. written.Select(axis => (int)long.Clamp(axis, -1, rank))]
            : [.. Enumerable.Range(0, rank).Reverse()];
        return permutation.Order().SequenceEqual(Enumerable.Range(0, rank))
            ? origin with { Axes = [.. permutation.Select(axis => origin.Axes[axis])] }
            : null;
    }

    /// <summary>The axis of output channels of an operand, or null if it is not a weight.</summary>
    private static int? Axis(NodeProto node, int input, Origin origin)
    {
        int rank = origin.Axes.Count;
        return (node.OpType, input) switch
        {
            ("Conv", 1) => 0,
            ("ConvTranspose", 1) => 1,
            ("Gemm", 0) when rank == 2 => Flag(node, "transA") ? 1 : 0,
            ("Gemm", 1) when rank == 2 => Flag(node, "transB") ? 0 : 1,
            ("MatMul", 0) => rank - 2,
            ("MatMul", 1) => rank - 1,
            ("LSTM" or "GRU" or "RNN", 1 or 2) when rank == 3 => 1,
            ("Gather", 0) when origin.IsFloat => 0,
            _ => null,
        };
    }

    private static bool Flag(NodeProto node, string name) => node.Attribute.Any(attribute => attribute.Name == name && attribute.I != 0);
}
