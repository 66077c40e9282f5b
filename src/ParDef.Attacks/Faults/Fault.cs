namespace ParDef.Attacks.Faults;

/// <summary>One way in which stored or sent bytes come to harm; a value that can be compared and printed.</summary>
public abstract record Fault
{
    /// <summary>What happens, in words for a table: "flip 100 bits".</summary>
    public abstract string Description { get; }

    /// <summary>A damaged copy of the content. All randomness comes from the generator, so a seed names the damage.</summary>
    /// <exception cref="ArgumentException">The content is too short for this fault.</exception>
    public abstract byte[] Apply(ReadOnlySpan<byte> content, SeededRandom random);

    /// <summary>A quantity with its noun, for descriptions.</summary>
    private protected static string Counted(long count, string noun) => FormattableString.Invariant($"{count:N0} {noun}{(count == 1 ? "" : "s")}");

    private protected static void Require(bool fits, ReadOnlySpan<byte> content, Fault fault)
    {
        if (!fits)
        {
            throw new ArgumentException($"content of {Counted(content.Length, "byte")} is too short to {fault.Description}", nameof(content));
        }
    }
}
