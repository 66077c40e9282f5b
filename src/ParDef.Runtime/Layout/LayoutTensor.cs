using ParDef.Onnx.Proto;
using ParDef.Runtime.Graphs;

namespace ParDef.Runtime.Layout;

/// <summary>A constant of the graph that the engine runs.</summary>
/// <param name="Tensor">The initializer, without its content where that is large.</param>
/// <param name="Length">Bytes of content.</param>
/// <param name="Map">Where its words come from.</param>
internal sealed record LayoutTensor(TensorProto Tensor, int Length, WordMap Map)
{
    /// <summary>Its name.</summary>
    public string Name => Tensor.Name;

    /// <summary>True for binary32.</summary>
    public bool IsFloat => Tensor.DataType == TensorBytes.Float;
}
