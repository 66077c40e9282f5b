using ParDef.ErrorCorrection.Interleaving;

namespace ParDef.Attacks.Forgeries;

/// <summary>What a forger has: everything but keys.</summary>
public sealed record Loot
{
    /// <summary>The artifact whose reader is to be fooled. It was given a new key after it was made.</summary>
    public required ReadOnlyMemory<byte> Target { get; init; }

    /// <summary>The target before it was given its key: the same pages behind an older header.</summary>
    public required ReadOnlyMemory<byte> BeforeRekey { get; init; }

    /// <summary>Authentic artifacts under the target's key and of its length: an older revision, another model.</summary>
    public required IReadOnlyList<ReadOnlyMemory<byte>> Others { get; init; }

    /// <summary>A model of the forger's choice, protected under a key of his own.</summary>
    public required ReadOnlyMemory<byte> Own { get; init; }

    /// <summary>
    /// Where the forger believes that words of pages lie in the code. He can only guess; whoever hands him the true one, which hangs on the file key, shows
    /// what tags alone stop.
    /// </summary>
    public required KeyedStreams Placement { get; init; }
}
