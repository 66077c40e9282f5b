using System.Runtime.InteropServices;
using ParDef.Attacks.Faults;

namespace ParDef.ErrorRates.Channels;

/// <summary>
/// Flips every bit of a span independently with one probability. Sixty-four uniform numbers are compared with it at once, bit by bit from the top, until
/// each has been decided: exact, about eight draws a word, and integers only, so that every machine flips the same bits.
/// </summary>
internal readonly struct BinarySymmetric
{
    private readonly ulong _threshold;

    /// <param name="rate">Probability of a flip, from 0 to below 1.</param>
    public BinarySymmetric(double rate)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rate);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(rate, 1);
        const double twoTo64 = 18446744073709551616.0;
        _threshold = (ulong)(rate * twoTo64);
    }

    /// <summary>Flips bits of a span whose length is a multiple of eight.</summary>
    public void Flip(Span<byte> bytes, SeededRandom random)
    {
        foreach (ref ulong word in MemoryMarshal.Cast<byte, ulong>(bytes))
        {
            word ^= Below(random);
        }
    }

    private ulong Below(SeededRandom random)
    {
        ulong below = 0;
        ulong undecided = ulong.MaxValue;
        for (ulong rest = _threshold; undecided != 0 && rest != 0; rest <<= 1)
        {
            ulong drawn = random.Next();
            if (rest >> 63 == 1)
            {
                below |= undecided & ~drawn;
                undecided &= drawn;
            }
            else
            {
                undecided &= ~drawn;
            }
        }

        return below;
    }
}
