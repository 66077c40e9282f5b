using ParDef.Artifacts.Format;
using ParDef.Attacks.Faults;

namespace ParDef.Attacks.Forgeries;

/// <summary>
/// Weights of the forger's choice. Pages are encrypted by a key stream, so whoever knows the model turns any weight into any other by flipping bits; the code
/// is linear and public, so the parity follows. What he cannot make are tags: he keeps, guesses or clears them.
/// </summary>
public sealed class ChosenCodeword : Forgery
{
    private const int LongestChange = 64;

    /// <inheritdoc/>
    public override string Name => "chosen-codeword";

    /// <inheritdoc/>
    public override string Description => "other weights in the encrypted pages, and parity that makes a valid codeword of them";

    private protected override byte[] Make(Loot loot, SeededRandom random)
    {
        var draft = new Draft(loot.Target);

        // Integers are the last stream, so the last bytes of the payload are weights.
        long weights = Math.Min(1000, draft.Layout.PayloadLength / 4);
        int length = 1 + (int)random.Below(Math.Min(LongestChange, weights));
        long first = draft.Layout.PayloadLength - weights + random.Below(weights - length + 1);
        for (long position = first; position < first + length; position++)
        {
            int page = (int)(position / FileLayout.PageContentBytes);
            draft.Page(page)[(int)(position % FileLayout.PageContentBytes)] ^= (byte)(1 + random.Below(255));
            SetTag(draft.Tag(page), random);
        }

        draft.Encode(loot.Placement);
        return draft.Bytes;
    }

    private static void SetTag(Span<byte> tag, SeededRandom random)
    {
        switch (random.Below(3))
        {
            case 0:
                random.NextBytes(tag);
                break;
            case 1:
                tag.Clear();
                break;
            default:
                break;
        }
    }
}
