using ParDef.Onnx.Proto;

namespace ParDef.Onnx.Reading;

/// <summary>One tensor of a model and what holds it.</summary>
/// <param name="Tensor">The tensor.</param>
/// <param name="Role">What holds it.</param>
/// <param name="Name">Its name, with what it lies in before it.</param>
internal sealed record TensorPlace(TensorProto Tensor, TensorRole Role, string Name);
