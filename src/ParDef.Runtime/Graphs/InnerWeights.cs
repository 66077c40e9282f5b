using ParDef.Onnx.Proto;
using ParDef.Runtime.Liveness;

namespace ParDef.Runtime.Graphs;

/// <summary>Weights of the bodies of loops and branches. The engine keeps them for itself, so they are dead.</summary>
internal static class InnerWeights
{
    /// <summary>All dense tensors of numbers, of two elements and more, in graphs inside of a graph.</summary>
    public static IEnumerable<TensorLiveness> Of(GraphProto graph)
    {
        foreach (var inner in graph.Node.SelectMany(node => node.Attribute).SelectMany(attribute => attribute.Graphs.Append(attribute.G)).OfType<GraphProto>())
        {
            var constants = inner.Node.Where(node => node.OpType == "Constant")
                .SelectMany(node => node.Attribute)
                .Select(attribute => attribute.T)
                .OfType<TensorProto>();
            foreach (var tensor in inner.Initializer.Concat(constants).Where(IsWeight))
            {
                yield return new TensorLiveness($"{inner.Name}/{tensor.Name}", TensorBytes.Of(tensor).Length, TensorState.Dead);
            }

            foreach (var deeper in Of(inner))
            {
                yield return deeper;
            }
        }
    }

    private static bool IsWeight(TensorProto tensor) =>
        TensorBytes.IsDense(tensor) && Perturbation.Covers(tensor.DataType) && TensorBytes.Count(tensor) > 1;
}
