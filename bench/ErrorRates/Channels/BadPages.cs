using System.Globalization;
using ParDef.Attacks.Faults;
using ParDef.ErrorCorrection;

namespace ParDef.ErrorRates.Channels;

/// <summary>Some pages anywhere have bits flipped; the others are intact and trusted.</summary>
/// <param name="Share">Share of the pages, rounded up to whole pages, 0 to 1.</param>
/// <param name="Rate">Bit error rate in them, 0 to below 1.</param>
internal sealed record BadPages(double Share, double Rate) : Channel
{
    /// <inheritdoc/>
    public override string Kind => "bad-pages";

    /// <inheritdoc/>
    public override string Parameters => string.Create(CultureInfo.InvariantCulture, $"f={Share} p={Rate}");

    /// <inheritdoc/>
    public override void Damage(FramePages pages, SeededRandom random)
    {
        var channel = new BinarySymmetric(Rate);
        foreach (int page in RandomPages.Choose(PageShare.Of(pages.Count, Share), pages.Count, random))
        {
            channel.Flip(pages[page], random);
            pages.Mark(page, PageState.Untrusted);
        }
    }
}
