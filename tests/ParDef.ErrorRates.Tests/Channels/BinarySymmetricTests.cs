using System.Numerics;
using System.Runtime.InteropServices;
using ParDef.Attacks.Faults;
using ParDef.ErrorRates.Channels;

namespace ParDef.ErrorRates.Tests.Channels;

public class BinarySymmetricTests
{
    private const int Bytes = 1 << 17;

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.001)]
    [InlineData(0.017)]
    [InlineData(0.12)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void Flips_that_share_of_the_bits_up_to_five_standard_deviations(double rate)
    {
        double bits = 8.0 * Bytes;
        double allowed = 5 * Math.Sqrt(bits * rate * (1 - rate));
        Assert.InRange(Flipped(rate).Sum(word => (long)BitOperations.PopCount(word)), rate * bits - allowed, rate * bits + allowed);
    }

    [Fact]
    public void Every_bit_of_a_word_is_as_likely_and_neighbors_are_independent()
    {
        const double rate = 0.1;
        var words = Flipped(rate);
        double allowed = 5 * Math.Sqrt(words.Length * rate);
        for (int bit = 0; bit < 64; bit++)
        {
            int ones = words.Count(word => (word >> bit & 1) == 1);
            int both = words.Count(word => ((BitOperations.RotateLeft(word, 1) & word) >> bit & 1) == 1);
            Assert.InRange(ones, words.Length * rate - allowed, words.Length * rate + allowed);
            Assert.InRange(both, words.Length * rate * rate - allowed, words.Length * rate * rate + allowed);
        }
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.0)]
    public void A_rate_that_is_none_is_refused(double rate)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new BinarySymmetric(rate));
    }

    private static ulong[] Flipped(double rate)
    {
        var bytes = new byte[Bytes];
        new BinarySymmetric(rate).Flip(bytes, new SeededRandom(7));
        return MemoryMarshal.Cast<byte, ulong>(bytes).ToArray();
    }
}
