namespace ParDef.Onnx.Reading;

/// <summary>
/// Finds every tensor of a model on the wire, in the order of <see cref="TensorPlaces"/>: for each graph its initializers, sparse
/// initializers and nodes, then functions, then training information. Field numbers are those of Proto/onnx.proto.
/// </summary>
/// <remarks>Recursion is as deep as messages nest, which <see cref="ModelCensus"/> has limited before.</remarks>
internal sealed class TensorScan
{
    private readonly ReadOnlyMemory<byte> _file;
    private readonly List<TensorMap> _tensors = [];

    private TensorScan(ReadOnlyMemory<byte> file) => _file = file;

    /// <summary>Maps all tensors of a file that has passed <see cref="ModelCensus"/>.</summary>
    /// <exception cref="OnnxFormatException">No graph, merged duplicates, contents that do not fit their shape, beyond the limits.</exception>
    public static (FieldSpan Graph, IReadOnlyList<TensorMap> Tensors) Run(ReadOnlyMemory<byte> file)
    {
        var scan = new TensorScan(file);
        var whole = new FieldSpan(0, 0, file.Length);
        var graph = scan.Single(whole, 7, "graph") ?? throw OnnxFormatException.Malformed("no graph", file.Length);
        scan.Graph(graph);
        foreach (var function in scan.Each(whole, 25))
        {
            scan.Nodes(function, 7);
            scan.Attributes(function, 11);
        }

        foreach (var training in scan.Each(whole, 20))
        {
            scan.Graph(scan.Single(training, 1, "initialization"));
            scan.Graph(scan.Single(training, 2, "algorithm"));
        }

        return (graph, scan._tensors);
    }

    private void Graph(FieldSpan? graph)
    {
        if (graph is not { } span)
        {
            return;
        }

        Tensors(span, 5);
        foreach (var sparse in Each(span, 15))
        {
            Sparse(sparse);
        }

        Nodes(span, 1);
    }

    private void Nodes(FieldSpan message, int field)
    {
        foreach (var node in Each(message, field))
        {
            Attributes(node, 5);
        }
    }

    private void Attributes(FieldSpan message, int field)
    {
        foreach (var attribute in Each(message, field))
        {
            Tensor(Single(attribute, 5, "tensor"));
            Tensors(attribute, 10);
            Sparse(Single(attribute, 22, "sparse tensor"));
            foreach (var sparse in Each(attribute, 23))
            {
                Sparse(sparse);
            }

            Graph(Single(attribute, 6, "subgraph"));
            foreach (var graph in Each(attribute, 11))
            {
                Graph(graph);
            }
        }
    }

    private void Sparse(FieldSpan? sparse)
    {
        if (sparse is { } span)
        {
            Tensor(Single(span, 1, "values"));
            Tensor(Single(span, 2, "indices"));
        }
    }

    private void Tensors(FieldSpan message, int field)
    {
        foreach (var tensor in Each(message, field))
        {
            Tensor(tensor);
        }
    }

    private void Tensor(FieldSpan? tensor)
    {
        if (tensor is not { } span)
        {
            return;
        }

        if (_tensors.Count == ModelLimits.Tensors)
        {
            throw OnnxFormatException.Unsupported($"models of more than {ModelLimits.Tensors:N0} tensors");
        }

        _tensors.Add(TensorMap.Read(_file.Span.Slice(span.Content, span.Length), span));
    }

    private List<FieldSpan> Each(FieldSpan message, int field)
    {
        var found = new List<FieldSpan>();
        var reader = new WireReader(_file.Span.Slice(message.Content, message.Length), message.Content);
        while (reader.Next())
        {
            if (reader.Field == field)
            {
                found.Add(reader.Span);
            }
        }

        return found;
    }

    /// <summary>A field that is there once. The library would merge two, and no content could be told from another.</summary>
    private FieldSpan? Single(FieldSpan message, int field, string what) => Each(message, field) switch
    {
        [] => null,
        [var only] => only,
        _ => throw OnnxFormatException.Unsupported($"a model whose {what} is written in several parts"),
    };
}
