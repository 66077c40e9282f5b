using ParDef.Onnx.Proto;

namespace ParDef.Runtime.Graphs;

/// <summary>Exporters write equal constants once and name them again with <c>Identity</c>. Here every consumer names the constant itself.</summary>
internal static class ConstantAliases
{
    /// <summary>Changes the graph in place; it must have no inner graphs, which may use any name.</summary>
    public static void Resolve(GraphProto graph)
    {
        var constants = graph.Initializer.Select(tensor => tensor.Name).ToHashSet();
        var outputs = graph.Output.Select(output => output.Name).ToHashSet();
        var aliases = new Dictionary<string, string>();
        var kept = new List<NodeProto>();
        foreach (var node in graph.Node)
        {
            for (int i = 0; i < node.Input.Count; i++)
            {
                node.Input[i] = aliases.GetValueOrDefault(node.Input[i], node.Input[i]);
            }

            bool isAlias = node is { OpType: "Identity", Domain: "" or "ai.onnx", Input: [var input], Output: [var output] }
                && constants.Contains(input)
                && !outputs.Contains(output);
            if (isAlias)
            {
                aliases[node.Output[0]] = node.Input[0];
            }
            else
            {
                kept.Add(node);
            }
        }

        graph.Node.Clear();
        graph.Node.AddRange(kept);
    }
}
