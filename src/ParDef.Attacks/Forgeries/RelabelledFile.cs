using ParDef.Artifacts.Format;
using ParDef.Attacks.Faults;

namespace ParDef.Attacks.Forgeries;

/// <summary>A whole file of the forger's, made with a key of his own, that names the victim's key: with its key id, and sometimes with its wrapped key or MAC.</summary>
public sealed class RelabelledFile : Forgery
{
    /// <inheritdoc/>
    public override string Name => "relabelled-file";

    /// <inheritdoc/>
    public override string Description => "a whole file under the forger's own key that names the victim's";

    private protected override byte[] Make(Loot loot, SeededRandom random)
    {
        var draft = new Draft(loot.Own);
        byte[] own = draft.HeaderBlock(0)[..Header.Bytes].ToArray();
        var victims = loot.Target.Span[..Header.Bytes];
        foreach (var range in (Range[])[40..48, 48..88, 160..192])
        {
            if (range.Start.Value == 40 || random.Below(2) == 0)
            {
                victims[range].CopyTo(own.AsSpan(range));
            }
        }

        draft.WriteHeader(own, [0, 1, 2]);

        // His content is one, his pages may be any of his: the flip makes every attempt another file.
        draft.Page((int)random.Below(draft.Pages))[(int)random.Below(FileLayout.PageContentBytes)] ^= (byte)(1 + random.Below(255));
        return draft.Bytes;
    }
}
