namespace ParDef.Runtime.Graphs;

/// <summary>A canonical tensor without its content: what it is and how the content is computed.</summary>
/// <param name="Name">Its name, unique in the graph.</param>
/// <param name="Origin">How it follows from the source; null if it stands there in a form that has to be parsed, such as a list of numbers.</param>
/// <param name="Length">Bytes.</param>
/// <param name="ElementType">Number in <c>TensorProto.DataType</c>.</param>
internal sealed record TensorSource(string Name, TensorOrigin? Origin, int Length, int ElementType)
{
    /// <summary>True for binary32.</summary>
    public bool IsFloat => ElementType == TensorBytes.Float;
}
