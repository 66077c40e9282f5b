namespace ParDef.Attacks.Faults;

/// <summary>Overwrites consecutive bytes.</summary>
public sealed record Burst : Fault
{
    /// <summary>Overwrites <paramref name="length"/> bytes from <paramref name="start"/>, or from a random place where they fit.</summary>
    public Burst(int length, Fill fill, int? start = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfNegative(start ?? 0, nameof(start));
        Length = length;
        Fill = fill;
        Start = start;
    }

    /// <summary>Bytes overwritten.</summary>
    public int Length { get; }

    /// <summary>What they are overwritten with.</summary>
    public Fill Fill { get; }

    /// <summary>Offset of the first one; null for a random place.</summary>
    public int? Start { get; }

    /// <inheritdoc/>
    public override string Description => $"overwrite {Counted(Length, "byte")} {Place} with {Fill.Name()}";

    private string Place => Start is null ? "at a random place" : FormattableString.Invariant($"from offset {Start:N0}");

    /// <inheritdoc/>
    public override byte[] Apply(ReadOnlySpan<byte> content, SeededRandom random)
    {
        ArgumentNullException.ThrowIfNull(random);
        Require((long)(Start ?? 0) + Length <= content.Length, content, this);
        byte[] damaged = content.ToArray();
        int start = Start ?? (int)random.Below(content.Length - Length + 1L);
        Fill.Write(damaged.AsSpan(start, Length), random);
        return damaged;
    }
}
