using System.Buffers.Binary;
using ParDef.Attacks.Faults;

namespace ParDef.Attacks.Strikes;

/// <summary>Makes a float infinite or not a number by setting all bits of its exponent; the other way round if they are set.</summary>
public sealed record SetExponent : Strike
{
    private const uint Exponent = 0x7f80_0000;

    /// <inheritdoc/>
    public override string Name => "an exponent to infinity or NaN";

    /// <inheritdoc/>
    protected override void Change(Span<byte> page, SeededRandom random)
    {
        var word = RandomWord(page, random);
        uint value = BinaryPrimitives.ReadUInt32LittleEndian(word);
        BinaryPrimitives.WriteUInt32LittleEndian(word, (value & Exponent) == Exponent ? value & ~Exponent : value | Exponent);
    }
}
