namespace ParDef.Attacks.Faults;

/// <summary>Takes bytes away at the end, as an interrupted copy does.</summary>
public sealed record CutEnd : Fault
{
    /// <summary>Takes <paramref name="count"/> bytes away.</summary>
    public CutEnd(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        Count = count;
    }

    /// <summary>Number of bytes.</summary>
    public int Count { get; }

    /// <inheritdoc/>
    public override string Description => $"cut {Counted(Count, "byte")} off the end";

    /// <inheritdoc/>
    public override byte[] Apply(ReadOnlySpan<byte> content, SeededRandom random)
    {
        Require(Count <= content.Length, content, this);
        return content[..^Count].ToArray();
    }
}
