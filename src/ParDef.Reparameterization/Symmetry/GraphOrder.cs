using ParDef.Onnx.Proto;

namespace ParDef.Reparameterization.Symmetry;

/// <summary>Whether a graph is what its rules take for granted: every name is set once, and before it is used.</summary>
internal static class GraphOrder
{
    /// <summary>False where a node sets a name that is already set or was already used.</summary>
    public static bool IsKept(GraphProto graph)
    {
        var known = new HashSet<string>(graph.Initializer.Select(tensor => tensor.Name).Concat(graph.Input.Select(input => input.Name)));
        foreach (var node in graph.Node)
        {
            known.UnionWith(node.Input);
            known.UnionWith(Captured(node));
            if (!node.Output.Where(output => output.Length > 0).All(known.Add))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Names of tensors that only <c>DequantizeLinear</c> takes, also under other names and with their axes in another order.</summary>
    public static HashSet<string> Dequantized(GraphProto graph)
    {
        var names = new HashSet<string>();
        var others = new HashSet<string>();
        foreach (var node in graph.Node.Reverse())
        {
            string type = node.Domain is "" or "ai.onnx" ? node.OpType : "";
            if (type == "DequantizeLinear")
            {
                names.UnionWith(node.Input.Where((_, input) => input != 1));
            }
            else if (type is not ("Identity" or "Transpose") || node.Output.Any(others.Contains))
            {
                others.UnionWith(node.Input.Concat(Captured(node)));
            }
            else if (node.Output.Any(names.Contains))
            {
                names.UnionWith(node.Input);
            }
        }

        names.ExceptWith(others);
        return names;
    }

    /// <summary>Names that the bodies of a node may take from outside.</summary>
    public static IEnumerable<string> Captured(NodeProto node) =>
        from attribute in node.Attribute
        from body in attribute.G is null ? attribute.Graphs : attribute.Graphs.Append(attribute.G)
        from name in body.Output.Select(output => output.Name).Concat(body.Node.SelectMany(inner => inner.Input.Concat(Captured(inner))))
        select name;
}
