using ParDef.Artifacts.Format;
using ParDef.Attacks.Faults;

namespace ParDef.Attacks.Forgeries;

/// <summary>One field of the header set to another value, the unkeyed check made right again, in some blocks or all; the MAC kept or guessed.</summary>
public sealed class ChangedHeader : Forgery
{
    private const int MacOffset = 160;

    // Version, flags, redundancy, reserved, payload length, manifest lengths, generation, reserved, key id, wrapped key, reserved.
    private static readonly (int Offset, int Bytes)[] Fields =
        [(8, 2), (10, 2), (12, 1), (13, 3), (16, 8), (24, 4), (28, 4), (32, 4), (36, 4), (40, 8), (48, 40), (88, 64)];

    /// <inheritdoc/>
    public override string Name => "changed-header";

    /// <inheritdoc/>
    public override string Description => "a field of the header changed and its check made right";

    private protected override byte[] Make(Loot loot, SeededRandom random)
    {
        var draft = new Draft(loot.Target);
        byte[] copy = draft.HeaderBlock(0)[..Header.Bytes].ToArray();
        var (offset, bytes) = Fields[random.Below(Fields.Length)];
        var field = copy.AsSpan(offset, bytes);
        if (random.Below(2) == 0)
        {
            // Small changes stay within the limits, and the file keeps its length.
            field[0] ^= (byte)(1 << (int)random.Below(8));
        }
        else
        {
            random.NextBytes(field);
        }

        if (random.Below(2) == 0)
        {
            random.NextBytes(copy.AsSpan(MacOffset));
        }

        draft.WriteHeader(copy, random.Below(4) == 0 ? Draft.Some(draft.Layout.HeaderOffsets.Count, random) : [0, 1, 2]);
        return draft.Bytes;
    }
}
