using ParDef.Attacks.Faults;

namespace ParDef.Attacks.Forgeries;

/// <summary>Pages of another authentic file under the same key, an older revision for instance, at their own places: some, all payload, all parity, or all.</summary>
public sealed class ReplayedPages : Forgery
{
    /// <inheritdoc/>
    public override string Name => "replayed-pages";

    /// <inheritdoc/>
    public override string Description => "pages of another file or revision under the same key, behind the header of this one";

    private protected override byte[] Make(Loot loot, SeededRandom random)
    {
        var draft = new Draft(loot.Target);
        var other = new Draft(loot.Others[(int)random.Below(loot.Others.Count)]);
        int[] pages = random.Below(4) switch
        {
            0 => [.. Enumerable.Range(0, draft.PayloadPages)],
            1 => [.. Enumerable.Range(draft.PayloadPages, draft.Pages - draft.PayloadPages)],
            2 => [.. Enumerable.Range(0, draft.Pages)],
            _ => Draft.Some(draft.Pages, random),
        };
        foreach (int page in pages)
        {
            other.Page(page).CopyTo(draft.Page(page));
        }

        return draft.Bytes;
    }
}
