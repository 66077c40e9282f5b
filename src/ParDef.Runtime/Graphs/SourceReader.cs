namespace ParDef.Runtime.Graphs;

/// <summary>Reads bytes of the source of a model (<see cref="Onnx.Reading.OnnxModel.Source"/>); false if they are beyond repair.</summary>
/// <param name="offset">First byte.</param>
/// <param name="content">Where they go; all of it is filled.</param>
internal delegate bool SourceReader(int offset, Span<byte> content);
