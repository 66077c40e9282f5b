using ParDef.Runtime.Layout;
using ParDef.Runtime.Liveness;
using ParDef.Runtime.Memory;

namespace ParDef.Runtime.Loading;

/// <summary>A session, the origin of every word that it reads, and the proof that it reads them.</summary>
/// <param name="Engine">The session; disposing this object disposes it.</param>
/// <param name="Step">What the optimizer did to the graph.</param>
/// <param name="Words">The canonical words.</param>
/// <param name="Blocks">What it packed.</param>
/// <param name="Liveness">What was found of each tensor; null if no inputs were found that it computes something from.</param>
/// <param name="Pages">The memory that it reads weights from.</param>
internal sealed record LoadedEngine(
    LiveEngine Engine,
    OptimizerStep Step,
    WordSpace Words,
    IReadOnlyList<LiveBlock> Blocks,
    LivenessReport? Liveness,
    IReadOnlyList<WatchedPage> Pages) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => Engine.Dispose();
}
