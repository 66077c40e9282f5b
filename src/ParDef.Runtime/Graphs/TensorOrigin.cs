namespace ParDef.Runtime.Graphs;

/// <summary>Where the content of a canonical tensor comes from: a recipe that needs no engine, and gives the same bits each time.</summary>
internal abstract record TensorOrigin
{
    /// <summary>Bytes of the content.</summary>
    public required int Length { get; init; }

    /// <summary>Computes the content; false if the source cannot give what it takes.</summary>
    /// <param name="source">The model's source.</param>
    /// <param name="content">Of <see cref="Length"/> bytes.</param>
    public abstract bool TryCompute(SourceReader source, Span<byte> content);
}
