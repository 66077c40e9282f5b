namespace ParDef.Attacks.Faults;

/// <summary>Two faults, one after the other.</summary>
/// <param name="First">What happens first.</param>
/// <param name="Second">What then happens to the result.</param>
public sealed record Sequence(Fault First, Fault Second) : Fault
{
    /// <inheritdoc/>
    public override string Description => $"{First.Description}, then {Second.Description}";

    /// <inheritdoc/>
    public override byte[] Apply(ReadOnlySpan<byte> content, SeededRandom random) => Second.Apply(First.Apply(content, random), random);
}
