using ParDef.Onnx.Proto;

namespace ParDef.Runtime.Graphs;

/// <summary>Makes an initializer of every <c>Constant</c> node of the main graph that holds a dense tensor, as the engine would, so that its bytes can be owned.</summary>
internal static class ConstantNodes
{
    /// <summary>Changes the graph in place; the tensors stay the same objects but for their names.</summary>
    public static void MakeInitializers(GraphProto graph)
    {
        var kept = new List<NodeProto>();
        foreach (var node in graph.Node)
        {
            bool isConstant = node is { OpType: "Constant", Domain: "" or "ai.onnx", Output.Count: 1, Attribute.Count: 1 };
            if (isConstant && node.Attribute[0] is { Name: "value", T: { } tensor } && TensorBytes.IsDense(tensor))
            {
                tensor.Name = node.Output[0];
                graph.Initializer.Add(tensor);
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
