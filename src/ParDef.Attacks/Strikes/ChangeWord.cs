using ParDef.Attacks.Faults;

namespace ParDef.Attacks.Strikes;

/// <summary>Changes all bytes of a 32-bit word.</summary>
public sealed record ChangeWord : Strike
{
    /// <inheritdoc/>
    public override string Name => "a word";

    /// <inheritdoc/>
    protected override void Change(Span<byte> page, SeededRandom random) => ChangeAll(RandomWord(page, random), random);
}
