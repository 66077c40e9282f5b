namespace ParDef.Runtime.Graphs;

/// <summary>A canonical tensor without its content: what it is and how the content is computed.</summary>
/// <param name="Name">Its name, unique in the graph.</param>
/// <param name="Origin">How it follows from the source; null if it stands there in a form that has to be parsed, such as a list of numbers.</param>
/// <param name="Length">Bytes.</param>
/// <param name="IsFloat">True for binary32.</param>
internal sealed record TensorSource(string Name, TensorOrigin? Origin, int Length, bool IsFloat);
