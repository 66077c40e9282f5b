using System.Globalization;
using ParDef.Attacks.Faults;
using ParDef.ErrorCorrection;

namespace ParDef.ErrorRates.Channels;

/// <summary>Adjacent pages are overwritten with random bytes, wherever the run starts in payload-then-parity order; the others are intact and trusted.</summary>
/// <param name="Share">Share of the pages, rounded up to whole pages, 0 to 1.</param>
internal sealed record LostRun(double Share) : Channel
{
    /// <inheritdoc/>
    public override string Kind => "lost";

    /// <inheritdoc/>
    public override string Parameters => string.Create(CultureInfo.InvariantCulture, $"f={Share}");

    /// <inheritdoc/>
    public override void Damage(FramePages pages, SeededRandom random)
    {
        int lost = PageShare.Of(pages.Count, Share);
        int start = (int)random.Below(pages.Count - lost + 1);
        for (int page = start; page < start + lost; page++)
        {
            random.NextBytes(pages[page]);
            pages.Mark(page, PageState.Untrusted);
        }
    }
}
