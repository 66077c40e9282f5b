namespace ParDef.Runtime.Graphs;

/// <summary>A run of bytes of the source.</summary>
/// <param name="Offset">First byte.</param>
internal sealed record StoredOrigin(int Offset) : TensorOrigin
{
    /// <inheritdoc/>
    public override bool TryCompute(SourceReader source, Span<byte> content) => source(Offset, content);
}
