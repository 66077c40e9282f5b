using ParDef.Attacks.Faults;

namespace ParDef.Attacks.Forgeries;

/// <summary>
/// A whole authentic file that is not the one expected: an older revision, or another model under the same key. This is no forgery, and no tag can refuse it: it is what a
/// demanded id, a least revision and a state file are for.
/// </summary>
public sealed class OlderFile : Forgery
{
    /// <inheritdoc/>
    public override string Name => "older-file";

    /// <inheritdoc/>
    public override string Description => "an authentic file of an older revision or another model in place of this one, with a little damage";

    private protected override byte[] Make(Loot loot, SeededRandom random)
    {
        var older = loot.Others[(int)random.Below(loot.Others.Count)];
        return new FlipBits(random.Below(4)).Apply(older.Span, random);
    }
}
