using ParDef.Attacks.Faults;
using ParDef.ErrorCorrection.Construction;

namespace ParDef.Attacks.Forgeries;

/// <summary>What a reader sees of a file that is exchanged under its hands for another authentic one: the front of one and the rest of the other, or stretches of both.</summary>
public sealed class TornRead : Forgery
{
    /// <inheritdoc/>
    public override string Name => "torn-read";

    /// <inheritdoc/>
    public override string Description => "stretches of two authentic files, as where one is written over the other while it is read";

    private protected override byte[] Make(Loot loot, SeededRandom random)
    {
        byte[] torn = loot.Target.ToArray();
        var other = loot.Others[(int)random.Below(loot.Others.Count)].Span;
        if (random.Below(2) == 0)
        {
            int at = (int)random.Below(torn.Length);
            other[at..].CopyTo(torn.AsSpan(at));
        }
        else
        {
            int stretch = random.Below(2) == 0 ? CodeGeometry.PageBytes : 1 + (int)random.Below(torn.Length);
            for (int at = 0; at < torn.Length; at += stretch)
            {
                int end = Math.Min(torn.Length, at + stretch);
                if (random.Below(2) == 0)
                {
                    other[at..end].CopyTo(torn.AsSpan(at));
                }
            }
        }

        return torn;
    }
}
