using ParDef.Runtime.Graphs;

namespace ParDef.Runtime.Layout;

/// <summary>A constant of the graph that the engine runs.</summary>
/// <param name="Name">Its name.</param>
/// <param name="ElementType">Number in <c>TensorProto.DataType</c>.</param>
/// <param name="Length">Bytes of content.</param>
/// <param name="Map">Where its words come from.</param>
internal sealed record LayoutTensor(string Name, int ElementType, int Length, WordMap Map)
{
    /// <summary>True for binary32.</summary>
    public bool IsFloat => ElementType == TensorBytes.Float;
}
