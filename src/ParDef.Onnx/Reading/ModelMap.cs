namespace ParDef.Onnx.Reading;

/// <summary>Where the graph of a model, its initializers and their contents lie in the file. Field numbers are those of Proto/onnx.proto.</summary>
/// <param name="Graph">The graph.</param>
/// <param name="Initializers">Its dense initializers, in file order.</param>
internal sealed record ModelMap(FieldSpan Graph, IReadOnlyList<TensorMap> Initializers)
{
    private const int ModelGraph = 7;
    private const int GraphInitializer = 5;

    /// <summary>Maps a file that has passed <see cref="ModelCensus"/>.</summary>
    /// <exception cref="OnnxFormatException">No graph, merged duplicates, contents that do not fit their shape, beyond the limits.</exception>
    public static ModelMap Read(ReadOnlySpan<byte> file)
    {
        FieldSpan? graph = null;
        var model = new WireReader(file, 0);
        while (model.Next())
        {
            if (model.Field != ModelGraph)
            {
                continue;
            }

            if (graph is not null)
            {
                throw OnnxFormatException.Unsupported("a model whose graph is written in several parts");
            }

            graph = model.Span;
        }

        return graph is { } span
            ? new ModelMap(span, ReadInitializers(file.Slice(span.Content, span.Length), span.Content))
            : throw OnnxFormatException.Malformed("no graph", file.Length);
    }

    private static List<TensorMap> ReadInitializers(ReadOnlySpan<byte> message, int origin)
    {
        var tensors = new List<TensorMap>();
        var names = new HashSet<string>();
        var graph = new WireReader(message, origin);
        while (graph.Next())
        {
            if (graph.Field != GraphInitializer)
            {
                continue;
            }

            if (tensors.Count == ModelLimits.Initializers)
            {
                throw OnnxFormatException.Unsupported($"models of more than {ModelLimits.Initializers:N0} initializers");
            }

            var tensor = TensorMap.Read(graph.Content, graph.Span);
            if (!names.Add(tensor.Name))
            {
                throw OnnxFormatException.Unsupported($"two initializers of one name, {QuotedName.Of(tensor.Name)}");
            }

            tensors.Add(tensor);
        }

        return tensors;
    }
}
