namespace ParDef.Attacks.Faults;

/// <summary>Flips a fixed share of all bits: round(rate x bits) distinct ones, every choice of them equally likely.</summary>
public sealed record FlipShare : Fault
{
    /// <summary>Flips the share <paramref name="rate"/>, from 0 to 1.</summary>
    public FlipShare(double rate)
    {
        if (!(rate is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(rate), rate, "a share is 0 to 1");
        }

        Rate = rate;
    }

    /// <summary>Share of all bits, 0 to 1.</summary>
    public double Rate { get; }

    /// <inheritdoc/>
    public override string Description => FormattableString.Invariant($"flip {100 * Rate:0.######} % of the bits");

    /// <inheritdoc/>
    public override byte[] Apply(ReadOnlySpan<byte> content, SeededRandom random)
    {
        ArgumentNullException.ThrowIfNull(random);
        long count = (long)Math.Round(Rate * 8L * content.Length, MidpointRounding.AwayFromZero);
        return FlipBits.FlipDistinct(content, count, random);
    }
}
