namespace ParDef.Onnx.Reading;

/// <summary>Where the graph of a model, its tensors and their contents lie in the file.</summary>
/// <param name="Graph">The graph.</param>
/// <param name="Initializers">Its dense initializers, in file order: the first ones of <paramref name="Tensors"/>.</param>
/// <param name="Tensors">All tensors, in the order of <see cref="TensorScan"/>.</param>
internal sealed record ModelMap(FieldSpan Graph, IReadOnlyList<TensorMap> Initializers, IReadOnlyList<TensorMap> Tensors)
{
    private const int GraphInitializer = 5;

    /// <summary>Maps a file that has passed <see cref="ModelCensus"/>.</summary>
    /// <exception cref="OnnxFormatException">No graph, merged duplicates, contents that do not fit their shape, beyond the limits.</exception>
    public static ModelMap Read(ReadOnlyMemory<byte> file)
    {
        var (graph, tensors) = TensorScan.Run(file);
        var initializers = tensors.Take(CountInitializers(file.Span.Slice(graph.Content, graph.Length), graph.Content)).ToList();
        var names = new HashSet<string>();
        foreach (var tensor in initializers)
        {
            if (!names.Add(tensor.Name))
            {
                throw OnnxFormatException.Unsupported($"two initializers of one name, {QuotedName.Of(tensor.Name)}");
            }
        }

        return new ModelMap(graph, initializers, tensors);
    }

    private static int CountInitializers(ReadOnlySpan<byte> message, int origin)
    {
        int count = 0;
        var graph = new WireReader(message, origin);
        while (graph.Next())
        {
            count += graph.Field == GraphInitializer ? 1 : 0;
        }

        return count;
    }
}
