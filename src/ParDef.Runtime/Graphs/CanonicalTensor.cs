using ParDef.Onnx.Proto;

namespace ParDef.Runtime.Graphs;

/// <summary>A constant of the canonical model.</summary>
/// <param name="Tensor">The initializer; its content lies in <c>raw_data</c>.</param>
/// <param name="Origin">How it follows from the source; null if it stands there in a form that has to be parsed, such as a list of numbers.</param>
internal sealed record CanonicalTensor(TensorProto Tensor, TensorOrigin? Origin)
{
    /// <summary>Its name, unique in the graph.</summary>
    public string Name => Tensor.Name;

    /// <summary>Its content, little-endian elements.</summary>
    public ReadOnlyMemory<byte> Content => Tensor.RawData.Memory;

    /// <summary>True for binary32.</summary>
    public bool IsFloat => Tensor.DataType == TensorBytes.Float;
}
