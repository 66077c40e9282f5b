using ParDef.Attacks.Faults;

namespace ParDef.Attacks.Forgeries;

/// <summary>
/// One way to make a file that its reader should take for authentic. A forger knows the format, the model and every file that was ever published, and has
/// no key.
/// </summary>
public abstract class Forgery
{
    /// <summary>A short name for tables and command lines: "chosen-codeword".</summary>
    public abstract string Name { get; }

    /// <summary>What is tried, in one sentence without a full stop.</summary>
    public abstract string Description { get; }

    /// <summary>All classes of forgers.</summary>
    public static IReadOnlyList<Forgery> All { get; } =
    [
        new ChosenCodeword(),
        new SwappedPages(),
        new ReplayedPages(),
        new ChangedHeader(),
        new ReplayedHeader(),
        new ParityOnly(),
        new TagsOnly(),
        new Truncated(),
        new RelabelledFile(),
        new TornRead(),
        new OlderFile(),
    ];

    /// <summary>A forged file, never the target itself. All randomness comes from the generator, so a seed names the attempt.</summary>
    public byte[] Forge(Loot loot, SeededRandom random)
    {
        ArgumentNullException.ThrowIfNull(loot);
        ArgumentNullException.ThrowIfNull(random);
        byte[] forged;
        do
        {
            forged = Make(loot, random);
        }
        while (forged.AsSpan().SequenceEqual(loot.Target.Span));

        return forged;
    }

    private protected abstract byte[] Make(Loot loot, SeededRandom random);
}
