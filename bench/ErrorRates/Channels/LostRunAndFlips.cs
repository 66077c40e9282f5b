using ParDef.Attacks.Faults;

namespace ParDef.ErrorRates.Channels;

/// <summary>A lost run, and flips in the whole chain: no page is trusted, and nobody says which ones are lost.</summary>
/// <param name="Lost">The run.</param>
/// <param name="Flips">The flips.</param>
internal sealed record LostRunAndFlips(LostRun Lost, FlippedBits Flips) : Channel
{
    /// <inheritdoc/>
    public override string Kind => "lost+flips";

    /// <inheritdoc/>
    public override string Parameters => $"{Lost.Parameters} {Flips.Parameters}";

    /// <inheritdoc/>
    public override void Damage(FramePages pages, SeededRandom random)
    {
        Lost.Damage(pages, random);
        Flips.Damage(pages, random);
    }
}
