using System.Buffers.Binary;
using ParDef.Artifacts.Format;
using ParDef.Attacks.Faults;
using ParDef.ErrorCorrection.Construction;

namespace ParDef.Attacks.Forgeries;

/// <summary>
/// Parts of the file: cut anywhere or between pages, at the end or at the front, pages taken out of the middle; sometimes with an end block put behind it, or with
/// a header that says that the rest is all.
/// </summary>
public sealed class Truncated : Forgery
{
    private const int PayloadLengthOffset = 16;

    /// <inheritdoc/>
    public override string Name => "truncated";

    /// <inheritdoc/>
    public override string Description => "parts of the file, with an end block or a shorter length in the header";

    private protected override byte[] Make(Loot loot, SeededRandom random)
    {
        var draft = new Draft(loot.Target);
        if (random.Below(3) == 0)
        {
            byte[] copy = draft.HeaderBlock(0)[..Header.Bytes].ToArray();
            BinaryPrimitives.WriteInt64LittleEndian(copy.AsSpan(PayloadLengthOffset), 1 + random.Below(draft.Layout.PayloadLength));
            draft.WriteHeader(copy, [0, 1, 2]);
        }

        byte[] file = draft.Bytes;
        int cut = random.Below(2) == 0 ? draft.OffsetOf((int)random.Below(draft.Pages)) : (int)random.Below(file.Length);
        byte[] rest = random.Below(3) switch
        {
            0 => file[..cut],
            1 => file[cut..],
            _ => [.. file[..cut], .. file[Math.Min(file.Length, cut + CodeGeometry.PageBytes)..]],
        };
        return random.Below(2) == 0 ? rest : [.. rest, .. draft.HeaderBlock(2)];
    }
}
