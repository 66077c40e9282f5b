using ParDef.Onnx.Proto;

namespace ParDef.Onnx.Weights;

/// <summary>Which tensors are weights, and along which axis their output channels run. It follows from who consumes them.</summary>
public static class WeightRoles
{
    // TensorProto.DataType
    private const int Float = 1;
    private const int Float16 = 10;
    private const int Double = 11;
    private const int BFloat16 = 16;

    /// <summary>
    /// The channel axis, by name, of every initializer of the main graph that is a weight: see <see cref="AxesByTensor"/>.
    /// </summary>
    public static IReadOnlyDictionary<string, int> ChannelAxes(ModelProto model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var axes = AxesByTensor(model);
        return model.Graph.Initializer.Where(axes.ContainsKey).ToDictionary(tensor => tensor.Name, tensor => axes[tensor]);
    }

    /// <summary>
    /// The channel axis, by the tensor object itself, of every initializer and every value of a <c>Constant</c> node, of rank 2 or more, in any graph or function,
    /// whose first consumer, through <c>Identity</c> and <c>Transpose</c>, takes it as a weight operand (docs/format.md section 11).
    /// Tensors that are also outputs of a graph are not weights. Nodes of other operator domains consume nothing.
    /// </summary>
    public static IReadOnlyDictionary<TensorProto, int> AxesByTensor(ModelProto model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var consumers = new Consumers();
        consumers.Graph(model.Graph, outer: null);
        foreach (var function in model.Functions)
        {
            var scope = new Scope(null);
            consumers.Nodes(function.Node, scope);
            consumers.Outputs(function.Output, scope);
        }

        foreach (var training in model.TrainingInfo)
        {
            consumers.Graph(training.Initialization, outer: null);
            consumers.Graph(training.Algorithm, outer: null);
        }

        return consumers.Axes;
    }

    /// <summary>The names of one graph, and behind them those of the graph around it.</summary>
    private sealed class Scope(Scope? outer)
    {
        private readonly Dictionary<string, Origin?> _names = [];

        /// <summary>Says what a name stands for here; null hides an outer one.</summary>
        public void Set(string name, Origin? origin) => _names[name] = origin;

        public Origin? Find(string name)
        {
            for (var scope = this; scope is not null; scope = scope.Outer)
            {
                if (scope._names.TryGetValue(name, out var origin))
                {
                    return origin;
                }
            }

            return null;
        }

        private Scope? Outer { get; } = outer;
    }

    /// <summary>Goes through nodes in order and notes who takes each tensor first.</summary>
    private sealed class Consumers
    {
        private readonly HashSet<TensorProto> _consumed = new(ReferenceEqualityComparer.Instance);

        public Dictionary<TensorProto, int> Axes { get; } = new(ReferenceEqualityComparer.Instance);

        // Recursion is as deep as graphs nest, which the reader of the model has limited.
        public void Graph(GraphProto? graph, Scope? outer)
        {
            if (graph is null)
            {
                return;
            }

            var scope = new Scope(outer);
            foreach (var input in graph.Input)
            {
                scope.Set(input.Name, null);
            }

            foreach (var tensor in graph.Initializer)
            {
                scope.Set(tensor.Name, Origin.Of(tensor));
            }

            Nodes(graph.Node, scope);
            Outputs(graph.Output.Select(output => output.Name), scope);
        }

        public void Nodes(IEnumerable<NodeProto> nodes, Scope scope)
        {
            foreach (var node in nodes)
            {
                if (node.Domain is "" or "ai.onnx")
                {
                    Consume(node, scope);
                }

                foreach (var attribute in node.Attribute)
                {
                    Graph(attribute.G, scope);
                    foreach (var graph in attribute.Graphs)
                    {
                        Graph(graph, scope);
                    }
                }
            }
        }

        public void Outputs(IEnumerable<string> names, Scope scope)
        {
            foreach (string name in names)
            {
                if (scope.Find(name) is { } origin)
                {
                    _consumed.Add(origin.Tensor);
                    Axes.Remove(origin.Tensor);
                }
            }
        }

        private void Consume(NodeProto node, Scope scope)
        {
            if (node is { OpType: "Constant", Output: [var name] })
            {
                scope.Set(name, node.Attribute.FirstOrDefault(attribute => attribute.Name == "value")?.T is { } value ? Origin.Of(value) : null);
                return;
            }

            for (int input = 0; input < node.Input.Count; input++)
            {
                if (scope.Find(node.Input[input]) is not { } origin)
                {
                    continue;
                }

                if (input == 0 && node.Output.Count == 1 && Forward(node, origin) is { } forwarded)
                {
                    scope.Set(node.Output[0], forwarded);
                }
                else if (_consumed.Add(origin.Tensor) && Axis(node, input, origin) is { } axis)
                {
                    Axes[origin.Tensor] = origin.Axes[axis];
                }
            }
        }
    }

    /// <summary>The tensor that a name stands for, and which of its axes each axis of the name is.</summary>
    private sealed record Origin(TensorProto Tensor, bool IsFloat, IReadOnlyList<int> Axes)
    {
        /// <summary>Null for what is no matrix and so no weight.</summary>
        public static Origin? Of(TensorProto tensor) => tensor.Dims.Count < 2 ? null : new(
            tensor, tensor.DataType is Float or Float16 or Double or BFloat16, [.. Enumerable.Range(0, tensor.Dims.Count)]);
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
