namespace ParDef.Attacks.Faults;

/// <summary>Flips a number of distinct bits, every choice of them equally likely.</summary>
public sealed record FlipBits : Fault
{
    /// <summary>Flips <paramref name="count"/> bits, zero or more.</summary>
    public FlipBits(long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        Count = count;
    }

    /// <summary>Number of bits.</summary>
    public long Count { get; }

    /// <inheritdoc/>
    public override string Description => $"flip {Counted(Count, "bit")}";

    /// <inheritdoc/>
    public override byte[] Apply(ReadOnlySpan<byte> content, SeededRandom random)
    {
        ArgumentNullException.ThrowIfNull(random);
        long bits = 8L * content.Length;
        Require(Count <= bits, content, this);
        return FlipDistinct(content, Count, random);
    }

    /// <summary>
    /// Floyd's sampling without replacement (Bentley and Floyd, CACM 30(9), 1987): one draw a bit, and whether a bit is chosen
    /// already shows in the copy itself.
    /// </summary>
    internal static byte[] FlipDistinct(ReadOnlySpan<byte> content, long count, SeededRandom random)
    {
        byte[] damaged = content.ToArray();
        long bits = 8L * content.Length;
        for (long last = bits - count; last < bits; last++)
        {
            long drawn = random.Below(last + 1);
            bool taken = ((damaged[drawn / 8] ^ content[(int)(drawn / 8)]) >> (int)(drawn % 8) & 1) != 0;
            long chosen = taken ? last : drawn;
            damaged[chosen / 8] ^= (byte)(1 << (int)(chosen % 8));
        }

        return damaged;
    }
}
