using ParDef.Onnx.Proto;

namespace ParDef.Runtime.Graphs;

/// <summary>A constant of the canonical model.</summary>
/// <param name="Tensor">The initializer; its content lies in <c>raw_data</c>.</param>
/// <param name="Origin">How it follows from the source; null if the model has to be parsed for it.</param>
internal sealed record CanonicalTensor(TensorProto Tensor, TensorOrigin? Origin)
{
    /// <summary>Its content, little-endian elements.</summary>
    public ReadOnlyMemory<byte> Content => Tensor.RawData.Memory;

    /// <summary>What stays of it when the content is gone.</summary>
    public TensorSource Source => new(Tensor.Name, Origin, Tensor.RawData.Length, Tensor.DataType);
}
