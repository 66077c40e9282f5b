using ParDef.Onnx.Proto;

namespace ParDef.Onnx.Reading;

/// <summary>A tensor anywhere in a model whose content is one run of fixed-width little-endian elements.</summary>
/// <param name="Tensor">The tensor as the model says it, to read only.</param>
/// <param name="Bytes">Where its content lies in <see cref="OnnxModel.Source"/>; its name says what it lies in.</param>
public sealed record TensorContent(TensorProto Tensor, InitializerBytes Bytes);
