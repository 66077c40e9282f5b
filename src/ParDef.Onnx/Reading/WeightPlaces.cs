using ParDef.Onnx.Proto;

namespace ParDef.Onnx.Reading;

/// <summary>
/// The places besides dense initializers of the main graph where a model can hold weights. They are refused by name: a model of which a part stayed unprotected
/// would look protected.
/// </summary>
internal static class WeightPlaces
{
    /// <summary>Constants up to this size are shapes and factors, and travel with the graph.</summary>
    private const int LargestConstantBytes = 1024;

    private const int External = 1;

    /// <summary>Refuses a model with weights anywhere else.</summary>
    /// <exception cref="OnnxFormatException">Unsupported.</exception>
    public static void ThrowIfNotHandled(ModelProto model)
    {
        if (model.TrainingInfo.Count > 0)
        {
            throw OnnxFormatException.Unsupported("models with training information");
        }

        if (model.Graph.SparseInitializer.Count > 0)
        {
            throw OnnxFormatException.Unsupported($"sparse initializers (\"{model.Graph.SparseInitializer[0].Values?.Name}\")");
        }

        foreach (var tensor in model.Graph.Initializer)
        {
            ThrowIfExternal(tensor);
        }

        CheckNodes(model.Graph.Node);
        foreach (var function in model.Functions)
        {
            CheckNodes(function.Node);
        }
    }

    private static void CheckNodes(IEnumerable<NodeProto> nodes)
    {
        foreach (var node in nodes)
        {
            foreach (var attribute in node.Attribute)
            {
                CheckAttribute(node, attribute);
            }
        }
    }

    private static void CheckAttribute(NodeProto node, AttributeProto attribute)
    {
        var tensors = attribute.T is null ? attribute.Tensors : attribute.Tensors.Append(attribute.T);
        foreach (var tensor in tensors)
        {
            ThrowIfExternal(tensor);
            if (tensor.CalculateSize() > LargestConstantBytes && IsFloat(tensor.DataType))
            {
                throw OnnxFormatException.Unsupported($"weights in the attribute \"{attribute.Name}\" of node \"{Name(node)}\"");
            }
        }

        if (attribute.SparseTensor is not null || attribute.SparseTensors.Count > 0)
        {
            throw OnnxFormatException.Unsupported($"the sparse tensor of node \"{Name(node)}\"");
        }

        if (attribute.Floats.Count * sizeof(float) > LargestConstantBytes)
        {
            throw OnnxFormatException.Unsupported($"weights in the list \"{attribute.Name}\" of node \"{Name(node)}\"");
        }

        foreach (var graph in attribute.G is null ? attribute.Graphs : attribute.Graphs.Append(attribute.G))
        {
            if (graph.Initializer.Count > 0 || graph.SparseInitializer.Count > 0)
            {
                throw OnnxFormatException.Unsupported($"initializers in the subgraph \"{attribute.Name}\" of node \"{Name(node)}\"");
            }

            CheckNodes(graph.Node);
        }
    }

    private static void ThrowIfExternal(TensorProto tensor)
    {
        if (tensor.DataLocation == External || tensor.ExternalData.Count > 0)
        {
            throw OnnxFormatException.Unsupported($"weights in external files (\"{tensor.Name}\")");
        }
    }

    private static bool IsFloat(int elementType) => elementType is 1 or 10 or 11 or 16 or (>= 17 and <= 20) or 23;

    private static string Name(NodeProto node) => node.Name.Length > 0 ? node.Name : node.OpType;
}
