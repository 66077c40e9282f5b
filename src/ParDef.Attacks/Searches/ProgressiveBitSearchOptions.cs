namespace ParDef.Attacks.Searches;

/// <summary>How a progressive bit search goes.</summary>
internal sealed record ProgressiveBitSearchOptions
{
    /// <summary>Elements of largest gradient in each layer whose bits are looked at; null for all.</summary>
    public int? TopWeights { get; init; }

    /// <summary>Bits flipped at once before the search ends.</summary>
    public int MostBitsAtOnce { get; init; } = 1;

    /// <summary>
    /// Where no layer's best bit helps: true to try the best one of bits up to 6, then up to 5, and so on, whose smaller changes the gradient foretells better. The original does not.
    /// </summary>
    public bool TriesLowerBits { get; init; }

    /// <summary>Weights of classes whose loss ranks the bits, where it is not the objective that decides; null for the objective's own.</summary>
    public ReadOnlyMemory<float>? RankingTargets { get; init; }

    /// <summary>Bits that memory and attacker allow.</summary>
    public Func<BitChange, bool> IsAllowed { get; init; } = _ => true;
}
