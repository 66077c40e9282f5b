using ParDef.Attacks.Faults;

namespace ParDef.Attacks.Forgeries;

/// <summary>
/// Authentic headers that belong elsewhere on the pages of this file: the one from before it was given another key, or that of another file, in some blocks
/// or all.
/// </summary>
public sealed class ReplayedHeader : Forgery
{
    /// <inheritdoc/>
    public override string Name => "replayed-header";

    /// <inheritdoc/>
    public override string Description => "the header from before a rekey, or that of another file, on the pages of this one";

    private protected override byte[] Make(Loot loot, SeededRandom random)
    {
        var draft = new Draft(loot.Target);
        var source = new Draft(random.Below(2) == 0 ? loot.BeforeRekey : loot.Others[(int)random.Below(loot.Others.Count)]);
        foreach (int block in random.Below(2) == 0 ? [0, 1, 2] : Draft.Some(draft.Layout.HeaderOffsets.Count, random))
        {
            source.HeaderBlock(block).CopyTo(draft.HeaderBlock(block));
        }

        return draft.Bytes;
    }
}
