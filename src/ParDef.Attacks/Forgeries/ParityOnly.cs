using ParDef.Artifacts.Format;
using ParDef.Attacks.Faults;
using ParDef.ErrorCorrection.Construction;

namespace ParDef.Attacks.Forgeries;

/// <summary>
/// Payload pages as they are, and parity that pulls them elsewhere: random, or a valid codeword's of other content; sometimes with one damaged payload page, so that the parity is used.
/// </summary>
public sealed class ParityOnly : Forgery
{
    /// <inheritdoc/>
    public override string Name => "parity-only";

    /// <inheritdoc/>
    public override string Description => "parity of other content, so that a repair would pull the pages there";

    private protected override byte[] Make(Loot loot, SeededRandom random)
    {
        var draft = new Draft(loot.Target);
        if (random.Below(3) == 0)
        {
            foreach (int page in Draft.Some(draft.Pages - draft.PayloadPages, random))
            {
                random.NextBytes(draft.Page(draft.PayloadPages + page)[..CodeGeometry.ParityBytes]);
            }
        }
        else
        {
            int page = (int)random.Below(draft.PayloadPages);
            byte[] authentic = draft.Page(page).ToArray();
            int changed = (int)random.Below(FileLayout.PageContentBytes);
            draft.Page(page)[changed] ^= (byte)(1 + random.Below(255));
            draft.Encode(loot.Placement);
            authentic.CopyTo(draft.Page(page));
        }

        if (random.Below(2) == 0)
        {
            draft.Page((int)random.Below(draft.PayloadPages))[(int)random.Below(FileLayout.PageContentBytes)] ^= 1;
        }

        return draft.Bytes;
    }
}
