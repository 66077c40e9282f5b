namespace ParDef.Attacks.Faults;

/// <summary>Adds random bytes at the end, as where a file was written over a longer one.</summary>
public sealed record Append : Fault
{
    /// <summary>Adds <paramref name="count"/> bytes.</summary>
    public Append(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        Count = count;
    }

    /// <summary>Number of bytes.</summary>
    public int Count { get; }

    /// <inheritdoc/>
    public override string Description => $"append {Counted(Count, "random byte")}";

    /// <inheritdoc/>
    public override byte[] Apply(ReadOnlySpan<byte> content, SeededRandom random)
    {
        ArgumentNullException.ThrowIfNull(random);
        byte[] damaged = new byte[checked(content.Length + Count)];
        content.CopyTo(damaged);
        random.NextBytes(damaged.AsSpan(content.Length));
        return damaged;
    }
}
