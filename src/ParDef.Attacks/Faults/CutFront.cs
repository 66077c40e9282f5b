namespace ParDef.Attacks.Faults;

/// <summary>Takes bytes away at the front, so that everything behind them moves.</summary>
public sealed record CutFront : Fault
{
    /// <summary>Takes <paramref name="count"/> bytes away.</summary>
    public CutFront(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        Count = count;
    }

    /// <summary>Number of bytes.</summary>
    public int Count { get; }

    /// <inheritdoc/>
    public override string Description => $"cut {Counted(Count, "byte")} off the front";

    /// <inheritdoc/>
    public override byte[] Apply(ReadOnlySpan<byte> content, SeededRandom random)
    {
        Require(Count <= content.Length, content, this);
        return content[Count..].ToArray();
    }
}
