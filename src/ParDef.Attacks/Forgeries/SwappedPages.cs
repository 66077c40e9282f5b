using ParDef.Attacks.Faults;

namespace ParDef.Attacks.Forgeries;

/// <summary>Authentic pages of the file itself at places of others: in pairs, or all of them in another order.</summary>
public sealed class SwappedPages : Forgery
{
    /// <inheritdoc/>
    public override string Name => "swapped-pages";

    /// <inheritdoc/>
    public override string Description => "authentic pages of the file at places of other pages of it";

    private protected override byte[] Make(Loot loot, SeededRandom random)
    {
        var draft = new Draft(loot.Target);
        long swaps = random.Below(2) == 0 ? 1 : 1 + random.Below(2 * draft.Pages);
        for (long i = 0; i < swaps; i++)
        {
            var one = draft.Page((int)random.Below(draft.Pages));
            var other = draft.Page((int)random.Below(draft.Pages));
            byte[] held = one.ToArray();
            other.CopyTo(one);
            held.CopyTo(other);
        }

        return draft.Bytes;
    }
}
