namespace ParDef.Onnx.External;

/// <summary>A file beside the model that holds contents of its tensors.</summary>
/// <param name="Name">Relative to the model's folder, parts separated by <c>/</c>; leads nowhere else.</param>
/// <param name="Content">All its bytes.</param>
public sealed record ExternalFile(string Name, ReadOnlyMemory<byte> Content);
