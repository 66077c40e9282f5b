using ParDef.Onnx.Proto;

namespace ParDef.Onnx.Reading;

/// <summary>Every tensor of a model as the library sees it, in the order of <see cref="TensorScan"/>.</summary>
internal sealed class TensorPlaces
{
    /// <summary>Longest scope in a name: nested names of a hostile model would grow with the square of their number.</summary>
    private const int LongestScope = 200;

    private readonly List<TensorPlace> _places = [];

    private TensorPlaces()
    {
    }

    /// <summary>All of them.</summary>
    public static IReadOnlyList<TensorPlace> Of(ModelProto model)
    {
        var places = new TensorPlaces();
        places.Graph(model.Graph, "");
        foreach (var function in model.Functions)
        {
            string scope = Within("", function.Name);
            places.Nodes(function.Node, scope);
            places.Attributes(function.AttributeProto, scope, function.Name);
        }

        foreach (var training in model.TrainingInfo)
        {
            places.Graph(training.Initialization, "initialization/");
            places.Graph(training.Algorithm, "algorithm/");
        }

        return places._places;
    }

    private void Graph(GraphProto? graph, string scope)
    {
        if (graph is null)
        {
            return;
        }

        foreach (var tensor in graph.Initializer)
        {
            _places.Add(new TensorPlace(tensor, TensorRole.Initializer, scope + tensor.Name));
        }

        foreach (var sparse in graph.SparseInitializer)
        {
            Sparse(sparse, scope);
        }

        Nodes(graph.Node, scope);
    }

    private void Nodes(IEnumerable<NodeProto> nodes, string scope)
    {
        foreach (var node in nodes)
        {
            Attributes(node.Attribute, scope, NameOf(node));
        }
    }

    private static string NameOf(NodeProto node) => node switch
    {
        { OpType: "Constant", Output: [var output, ..] } => output,
        { Name.Length: > 0 } => node.Name,
        _ => node.OpType,
    };

    private void Attributes(IEnumerable<AttributeProto> attributes, string scope, string holder)
    {
        foreach (var attribute in attributes)
        {
            Attribute(attribute.T, scope, holder);
            foreach (var tensor in attribute.Tensors)
            {
                Attribute(tensor, scope, holder);
            }

            Sparse(attribute.SparseTensor, scope);
            foreach (var sparse in attribute.SparseTensors)
            {
                Sparse(sparse, scope);
            }

            if (attribute.G is not null || attribute.Graphs.Count > 0)
            {
                string inner = Within(scope, $"{holder}.{attribute.Name}");
                Graph(attribute.G, inner);
                foreach (var graph in attribute.Graphs)
                {
                    Graph(graph, inner);
                }
            }
        }
    }

    private void Attribute(TensorProto? tensor, string scope, string holder)
    {
        if (tensor is not null)
        {
            _places.Add(new TensorPlace(tensor, TensorRole.Attribute, scope + holder));
        }
    }

    private void Sparse(SparseTensorProto? sparse, string scope)
    {
        foreach (var part in new[] { sparse?.Values, sparse?.Indices })
        {
            if (part is not null)
            {
                _places.Add(new TensorPlace(part, TensorRole.SparsePart, scope + (part.Name.Length > 0 ? part.Name : sparse!.Values?.Name)));
            }
        }
    }

    private static string Within(string scope, string name)
    {
        string whole = scope + name;
        int length = Math.Min(whole.Length, LongestScope);
        return whole[..(length > 0 && char.IsHighSurrogate(whole[length - 1]) ? length - 1 : length)] + "/";
    }
}
