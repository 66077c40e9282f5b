using System.Globalization;
using ParDef.Attacks.Faults;
using ParDef.ErrorCorrection;

namespace ParDef.ErrorRates.Channels;

/// <summary>Every bit is flipped with one probability; no page is trusted.</summary>
/// <param name="Rate">Bit error rate, 0 to below 1.</param>
internal sealed record FlippedBits(double Rate) : Channel
{
    /// <inheritdoc/>
    public override string Kind => "flips";

    /// <inheritdoc/>
    public override string Parameters => string.Create(CultureInfo.InvariantCulture, $"p={Rate}");

    /// <inheritdoc/>
    public override void Damage(FramePages pages, SeededRandom random)
    {
        var channel = new BinarySymmetric(Rate);
        channel.Flip(pages.Payload, random);
        channel.Flip(pages.Parity, random);
        pages.MarkAll(PageState.Untrusted);
    }
}
