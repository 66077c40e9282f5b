using ParDef.Attacks.Faults;

namespace ParDef.Attacks.Forgeries;

/// <summary>Contents as they are under other tags: guessed, cleared, of another page, or with one bit flipped.</summary>
public sealed class TagsOnly : Forgery
{
    /// <inheritdoc/>
    public override string Name => "tags-only";

    /// <inheritdoc/>
    public override string Description => "tags guessed, cleared, moved between pages or changed in one bit";

    private protected override byte[] Make(Loot loot, SeededRandom random)
    {
        var draft = new Draft(loot.Target);
        long way = random.Below(4);
        foreach (int page in Draft.Some(draft.Pages, random))
        {
            var tag = draft.Tag(page);
            switch (way)
            {
                case 0:
                    random.NextBytes(tag);
                    break;
                case 1:
                    tag.Clear();
                    break;
                case 2:
                    draft.Tag((int)random.Below(draft.Pages)).CopyTo(tag);
                    break;
                default:
                    tag[(int)random.Below(tag.Length)] ^= (byte)(1 << (int)random.Below(8));
                    break;
            }
        }

        return draft.Bytes;
    }
}
