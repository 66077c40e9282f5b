using ParDef.Attacks.Faults;

namespace ParDef.Attacks.Strikes;

/// <summary>Changes a run of 64 to 1,024 bytes, as long as the weights of a channel, or what is left of the page.</summary>
public sealed record ChangeRun : Strike
{
    private const int Shortest = 64;
    private const int Longest = 1024;

    /// <inheritdoc/>
    public override string Name => "a run as long as a channel";

    /// <inheritdoc/>
    protected override void Change(Span<byte> page, SeededRandom random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var rest = page[(int)random.Below(page.Length)..];
        int length = Shortest + (int)random.Below(Longest - Shortest + 1);
        ChangeAll(rest[..Math.Min(length, rest.Length)], random);
    }
}
