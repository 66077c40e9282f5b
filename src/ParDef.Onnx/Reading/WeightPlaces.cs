using ParDef.Onnx.Proto;

namespace ParDef.Onnx.Reading;

/// <summary>
/// The places besides dense initializers of the main graph where a model can hold weights. They are refused by name: what is left in the
/// skeleton is never quantized, placed in live memory or scrubbed, and nobody would notice.
/// </summary>
internal static class WeightPlaces
{
    /// <summary>Constants up to this size are shapes and factors, and travel with the graph.</summary>
    private const int LargestConstantBytes = 1024;

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
            throw OnnxFormatException.Unsupported($"sparse initializers ({QuotedName.Of(model.Graph.SparseInitializer[0].Values?.Name)})");
        }

        foreach (var tensor in model.Graph.Initializer)
        {
            ThrowIfElsewhere(tensor);
        }

        CheckNodes(model.Graph.Node);
        foreach (var function in model.Functions)
        {
            CheckNodes(function.Node);
            foreach (var attribute in function.AttributeProto)
            {
                CheckAttribute("function", function.Name, attribute);
            }
        }
    }

    private static void CheckNodes(IEnumerable<NodeProto> nodes)
    {
        foreach (var node in nodes)
        {
            foreach (var attribute in node.Attribute)
            {
                CheckAttribute("node", node.Name.Length > 0 ? node.Name : node.OpType, attribute);
            }
        }
    }

    private static void CheckAttribute(string kind, string holder, AttributeProto attribute)
    {
        var tensors = attribute.T is null ? attribute.Tensors : attribute.Tensors.Append(attribute.T);
        foreach (var tensor in tensors)
        {
            ThrowIfElsewhere(tensor);
            if (IsFloat(tensor.DataType) && HeldBytes(tensor) > LargestConstantBytes)
            {
                throw OnnxFormatException.Unsupported($"weights in the attribute {QuotedName.Of(attribute.Name)} of {kind} {QuotedName.Of(holder)}");
            }
        }

        if (attribute.SparseTensor is not null || attribute.SparseTensors.Count > 0)
        {
            throw OnnxFormatException.Unsupported($"the sparse tensor of {kind} {QuotedName.Of(holder)}");
        }

        if (attribute.Floats.Count > LargestConstantBytes / sizeof(float))
        {
            throw OnnxFormatException.Unsupported($"weights in the list {QuotedName.Of(attribute.Name)} of {kind} {QuotedName.Of(holder)}");
        }

        foreach (var graph in attribute.G is null ? attribute.Graphs : attribute.Graphs.Append(attribute.G))
        {
            if (graph.Initializer.Count > 0 || graph.SparseInitializer.Count > 0)
            {
                throw OnnxFormatException.Unsupported(
                    $"initializers in the subgraph {QuotedName.Of(attribute.Name)} of {kind} {QuotedName.Of(holder)}");
            }

            CheckNodes(graph.Node);
        }
    }

    private static void ThrowIfElsewhere(TensorProto tensor)
    {
        if (tensor.DataLocation != 0 || tensor.ExternalData.Count > 0)
        {
            throw OnnxFormatException.Unsupported($"weights in external files ({QuotedName.Of(tensor.Name)})");
        }

        if (tensor.Segment is not null)
        {
            throw OnnxFormatException.Unsupported($"tensors in segments ({QuotedName.Of(tensor.Name)})");
        }
    }

    /// <summary>Bytes of content, in whichever field it is; types of 16 bits and less may lie in the 32-bit list.</summary>
    private static long HeldBytes(TensorProto tensor) =>
        tensor.RawData.Length
        + ((long)sizeof(float) * tensor.FloatData.Count)
        + ((long)sizeof(double) * tensor.DoubleData.Count)
        + ((ElementWidth.Bits(tensor.DataType) ?? 8) * (long)tensor.Int32Data.Count / 8);

    private static bool IsFloat(int elementType) => elementType is 1 or 10 or 11 or (>= 14 and <= 20) or 23 or 24;
}
