using ParDef.Onnx.Proto;

namespace ParDef.Runtime.Graphs;

/// <summary>
/// Folds every inference-time <c>BatchNormalization</c> behind a <c>Conv</c> into its filter and bias. It is the one rewriting that changes values, so it is our own: a
/// repair repeats it bit for bit from the coded copy, without an engine.
/// </summary>
internal sealed class BatchNormalizationFold
{
    private const float DefaultEpsilon = 1e-5f;

    private readonly GraphProto _graph;
    private readonly Dictionary<string, TensorProto> _constants;
    private readonly Dictionary<TensorProto, TensorOrigin> _origins;
    private readonly Dictionary<string, int> _uses = [];
    private readonly SourceReader _source;

    private BatchNormalizationFold(GraphProto graph, Dictionary<TensorProto, TensorOrigin> origins, SourceReader source)
    {
        _graph = graph;
        _origins = origins;
        _source = source;
        _constants = graph.Initializer.ToDictionary(tensor => tensor.Name);
        foreach (string name in graph.Node.SelectMany(node => node.Input).Concat(graph.Output.Select(output => output.Name)))
        {
            _uses[name] = _uses.GetValueOrDefault(name) + 1;
        }
    }

    /// <summary>Changes the graph in place and adds the origins of the tensors that it makes; the graph must have no inner graphs, which may use any name.</summary>
    public static void Run(GraphProto graph, Dictionary<TensorProto, TensorOrigin> origins, SourceReader source) =>
        new BatchNormalizationFold(graph, origins, source).Run();

    private void Run()
    {
        var makers = new Dictionary<string, NodeProto>();
        var kept = new List<NodeProto>();
        foreach (var node in _graph.Node)
        {
            if (!TryFold(node, makers))
            {
                kept.Add(node);
            }

            foreach (string output in node.Output)
            {
                makers[output] = node;
            }
        }

        _graph.Node.Clear();
        _graph.Node.AddRange(kept);
    }

    private bool TryFold(NodeProto node, Dictionary<string, NodeProto> makers)
    {
        bool isInference = node is { OpType: "BatchNormalization", Domain: "" or "ai.onnx", Input.Count: 5 }
            && node.Output.Count(name => name.Length > 0) == 1
            && node.Attribute.All(attribute => attribute.Name != "training_mode" || attribute.I == 0);
        if (!isInference
            || !makers.TryGetValue(node.Input[0], out var convolution)
            || convolution is not { OpType: "Conv", Domain: "" or "ai.onnx", Input.Count: 2 or 3 }
            || _uses[node.Input[0]] != 1
            || Origin(convolution.Input[1]) is not { } filter
            || Vectors(node, _constants[convolution.Input[1]].Dims[0]) is not { } normalization)
        {
            return false;
        }

        bool hasBias = convolution.Input.Count == 3 && convolution.Input[2].Length > 0;
        var bias = hasBias ? Origin(convolution.Input[2]) : null;
        if (hasBias && bias is null)
        {
            return false;
        }

        string output = node.Output[0];
        long[] filterDims = [.. _constants[convolution.Input[1]].Dims];
        string filterName = Add($"{output}/filter", filterDims, new NormalizedFilterOrigin(filter, normalization) { Length = filter.Length });
        string biasName = Add($"{output}/bias", [filterDims[0]], new NormalizedBiasOrigin(bias, normalization) { Length = normalization.Scale.Length });
        string[] inputs = [convolution.Input[0], filterName, biasName];
        convolution.Input.Clear();
        convolution.Input.AddRange(inputs);
        convolution.Output[0] = output;
        return true;
    }

    private ChannelNormalization? Vectors(NodeProto node, long channels)
    {
        float epsilon = node.Attribute.FirstOrDefault(attribute => attribute.Name == "epsilon")?.F ?? DefaultEpsilon;
        var origins = node.Input.Skip(1).Select(Origin).OfType<TensorOrigin>().Where(origin => origin.Length == channels * sizeof(float)).ToList();
        return origins.Count == 4 ? new ChannelNormalization(origins[0], origins[1], origins[2], origins[3], epsilon) : null;
    }

    private TensorOrigin? Origin(string name) =>
        _constants.TryGetValue(name, out var tensor) && tensor.DataType == TensorBytes.Float && tensor.Dims.Count > 0 ? _origins.GetValueOrDefault(tensor) : null;

    private string Add(string name, long[] dims, TensorOrigin origin)
    {
        while (_constants.ContainsKey(name) || _uses.ContainsKey(name))
        {
            name += "_";
        }

        var content = new byte[origin.Length];
        if (!origin.TryCompute(_source, content))
        {
            throw new InvalidOperationException("a model that was read whole has no content at an offset");
        }

        var tensor = new TensorProto { Name = name, DataType = TensorBytes.Float };
        tensor.Dims.AddRange(dims);
        TensorBytes.Set(tensor, content);
        _graph.Initializer.Add(tensor);
        _constants.Add(name, tensor);
        _origins.Add(tensor, origin);
        return name;
    }
}
