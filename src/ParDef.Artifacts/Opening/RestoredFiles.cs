using ParDef.Onnx.External;

namespace ParDef.Artifacts.Opening;

/// <summary>The files of a plain model, as they were protected.</summary>
/// <param name="Model">All bytes of the model file.</param>
/// <param name="External">Its external files; none for most models.</param>
public sealed record RestoredFiles(ReadOnlyMemory<byte> Model, IReadOnlyList<ExternalFile> External);
