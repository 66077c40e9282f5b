using ParDef.Attacks.Faults;

namespace ParDef.ErrorRates.Channels;

/// <summary>What happens to the pages of a chain between writing and reading.</summary>
internal abstract record Channel
{
    /// <summary>Name of the kind, as it stands in the CSV file.</summary>
    public abstract string Kind { get; }

    /// <summary>The numbers of this one, <c>name=value</c> with a blank between two of them.</summary>
    public abstract string Parameters { get; }

    /// <summary>Damages pages in place and says which of them a tag would still vouch for.</summary>
    /// <param name="pages">Pages as they were encoded, all trusted.</param>
    /// <param name="random">The only source of randomness.</param>
    public abstract void Damage(FramePages pages, SeededRandom random);
}
