using ParDef.Artifacts.Errors;
using ParDef.Onnx.Proto;
using ParDef.Onnx.Reading;

namespace ParDef.Runtime.Graphs;

/// <summary>
/// A model in the form that everything else starts from: all constants are initializers, normalizations are folded. From here to the memory that the engine reads, values
/// are only moved, repeated, or padded with zeros.
/// </summary>
internal sealed class CanonicalModel
{
    private CanonicalModel(ModelProto proto, IReadOnlyList<CanonicalTensor> tensors)
    {
        Proto = proto;
        Tensors = tensors;
    }

    /// <summary>The model, to read only.</summary>
    public ModelProto Proto { get; }

    /// <summary>Its dense initializers, in the order of the graph.</summary>
    public IReadOnlyList<CanonicalTensor> Tensors { get; }

    /// <summary>The canonical form of a model. The same bytes give the same form, with the same tensors in the same order.</summary>
    /// <param name="file">A model file without external files.</param>
    /// <exception cref="ParDefException"><see cref="ErrorCode.Unsupported"/>: no model that can be run.</exception>
    public static CanonicalModel Of(ReadOnlyMemory<byte> file)
    {
        OnnxModel model;
        try
        {
            model = OnnxModel.Read(file);
        }
        catch (OnnxFormatException failure)
        {
            throw new ParDefException(ErrorCode.Unsupported, $"the engine cannot run the model: {failure.Message}", inner: failure);
        }

        GraphBoundary.Check(model.Proto.Graph);
        var proto = model.Proto.Clone();
        var origins = Origins(model, proto.Graph);
        ConstantNodes.MakeInitializers(proto.Graph);
        GraphBoundary.TakeConstantsOut(proto);
        if (!proto.Graph.Node.Any(HasInnerGraph))
        {
            ConstantAliases.Resolve(proto.Graph);
            BatchNormalizationFold.Run(proto.Graph, origins, (offset, content) =>
            {
                file.Span.Slice(offset, content.Length).CopyTo(content);
                return true;
            });
        }

        DropUnused(proto.Graph);
        var tensors = new List<CanonicalTensor>();
        foreach (var tensor in proto.Graph.Initializer.Where(TensorBytes.IsDense))
        {
            TensorBytes.Set(tensor, TensorBytes.Of(tensor));
            tensors.Add(new CanonicalTensor(tensor, origins.GetValueOrDefault(tensor)));
        }

        return new CanonicalModel(proto, tensors);
    }

    /// <summary>Where tensors of the main graph of <paramref name="clone"/>, a copy of the model's, lie in the file.</summary>
    private static Dictionary<TensorProto, TensorOrigin> Origins(OnnxModel model, GraphProto clone)
    {
        var places = new Dictionary<TensorProto, InitializerBytes>(ReferenceEqualityComparer.Instance);
        foreach (var content in model.Contents)
        {
            places.Add(content.Tensor, content.Bytes);
        }

        var origins = new Dictionary<TensorProto, TensorOrigin>(ReferenceEqualityComparer.Instance);
        foreach (var (original, copy) in TensorsOf(model.Proto.Graph).Zip(TensorsOf(clone)))
        {
            if (places.TryGetValue(original, out var place))
            {
                origins.Add(copy, new StoredOrigin(place.Offset) { Length = place.Length });
            }
        }

        return origins;
    }

    private static IEnumerable<TensorProto> TensorsOf(GraphProto graph) =>
        graph.Initializer.Concat(graph.Node.SelectMany(node => node.Attribute).Select(attribute => attribute.T).OfType<TensorProto>());

    private static bool HasInnerGraph(NodeProto node) => node.Attribute.Any(attribute => attribute.G is not null || attribute.Graphs.Count > 0);

    /// <summary>Constants that nobody uses are not loaded, and so need not be watched.</summary>
    private static void DropUnused(GraphProto graph)
    {
        var used = new HashSet<string>();
        Collect(graph, used);
        var kept = graph.Initializer.Where(tensor => used.Contains(tensor.Name)).ToList();
        graph.Initializer.Clear();
        graph.Initializer.AddRange(kept);
    }

    private static void Collect(GraphProto graph, HashSet<string> used)
    {
        used.UnionWith(graph.Output.Select(output => output.Name));
        foreach (var node in graph.Node)
        {
            used.UnionWith(node.Input);
            foreach (var inner in node.Attribute.SelectMany(attribute => attribute.Graphs.Append(attribute.G)).OfType<GraphProto>())
            {
                Collect(inner, used);
            }
        }
    }
}
