using ParDef.Attacks.Faults;

namespace ParDef.Attacks.Strikes;

/// <summary>Changes every byte of the page.</summary>
public sealed record ChangePage : Strike
{
    /// <inheritdoc/>
    public override string Name => "a page";

    /// <inheritdoc/>
    protected override void Change(Span<byte> page, SeededRandom random) => ChangeAll(page, random);
}
