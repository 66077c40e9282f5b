using ParDef.Onnx.Proto;
using ParDef.Runtime.Liveness;

namespace ParDef.Runtime.Graphs;

/// <summary>Weights that are no initializers of the main graph: in bodies of loops and branches, and lists of numbers in attributes, such as trees. The engine keeps them for itself, so they are dead.</summary>
internal static class UnownedWeights
{
    // Shorter lists are scales and factors.
    private const int LongestFactors = 16;

    /// <summary>All of them.</summary>
    public static IEnumerable<TensorLiveness> Of(GraphProto graph)
    {
        foreach (var attribute in graph.Node.SelectMany(node => node.Attribute))
        {
            if (attribute.Floats.Count > LongestFactors)
            {
                yield return new TensorLiveness($"{graph.Name}/{attribute.Name}", (long)attribute.Floats.Count * sizeof(float), TensorState.Dead);
            }
        }

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
