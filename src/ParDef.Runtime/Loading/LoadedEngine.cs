using ParDef.Runtime.Layout;

namespace ParDef.Runtime.Loading;

/// <summary>A session and the origin of every word that it reads.</summary>
/// <param name="Engine">The session; disposing this object disposes it.</param>
/// <param name="Layout">The graph that it runs.</param>
/// <param name="Words">The canonical words.</param>
/// <param name="Blocks">What it packed.</param>
/// <param name="Packs">False if packing had to be off.</param>
internal sealed record LoadedEngine(LiveEngine Engine, LayoutGraph Layout, WordSpace Words, IReadOnlyList<LiveBlock> Blocks, bool Packs) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => Engine.Dispose();
}
