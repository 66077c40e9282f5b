using ParDef.Attacks.Faults;

namespace ParDef.Attacks.Strikes;

/// <summary>Flips one bit.</summary>
public sealed record FlipBit : Strike
{
    /// <inheritdoc/>
    public override bool IsAtOnce => true;

    /// <inheritdoc/>
    public override string Name => "one bit";

    /// <inheritdoc/>
    protected override void Change(Span<byte> page, SeededRandom random)
    {
        ArgumentNullException.ThrowIfNull(random);
        long bit = random.Below(8L * page.Length);
        page[(int)(bit / 8)] ^= (byte)(1 << (int)(bit % 8));
    }
}
