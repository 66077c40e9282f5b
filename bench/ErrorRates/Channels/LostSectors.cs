using System.Globalization;
using ParDef.Attacks.Faults;
using ParDef.ErrorCorrection;

namespace ParDef.ErrorRates.Channels;

/// <summary>Single pages anywhere are overwritten with random bytes; the others are intact and trusted.</summary>
/// <param name="Share">Share of the pages, rounded up to whole pages, 0 to 1.</param>
internal sealed record LostSectors(double Share) : Channel
{
    /// <inheritdoc/>
    public override string Kind => "sectors";

    /// <inheritdoc/>
    public override string Parameters => string.Create(CultureInfo.InvariantCulture, $"f={Share}");

    /// <inheritdoc/>
    public override void Damage(FramePages pages, SeededRandom random)
    {
        foreach (int page in RandomPages.Choose(PageShare.Of(pages.Count, Share), pages.Count, random))
        {
            random.NextBytes(pages[page]);
            pages.Mark(page, PageState.Untrusted);
        }
    }
}
