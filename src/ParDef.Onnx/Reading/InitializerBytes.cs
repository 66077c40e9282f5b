namespace ParDef.Onnx.Reading;

/// <summary>A dense initializer whose content lies in the file as one run of fixed-width little-endian elements.</summary>
/// <param name="Name">Its name.</param>
/// <param name="ElementType">Number in <c>TensorProto.DataType</c>.</param>
/// <param name="Dims">Extents, row-major; none for a scalar.</param>
/// <param name="Offset">First byte of the content in the file.</param>
/// <param name="Length">Bytes of content.</param>
public sealed record InitializerBytes(string Name, int ElementType, IReadOnlyList<long> Dims, int Offset, int Length);
