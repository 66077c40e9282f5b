using System.Numerics;
using CsCheck;
using ParDef.Attacks.Faults;

namespace ParDef.Attacks.Tests.Faults;

public class FlipBitsTests : FaultContract
{
    protected override Fault Sample => new FlipBits(1000);

    protected override Fault Nothing => new FlipBits(0);

    protected override Fault TooMuch => new FlipBits(81);

    protected override string Words => "flip 1,000 bits";

    [Fact]
    public void Exactly_the_count_is_flipped()
    {
        Gen.Select(Gen.Byte.Array[0, 50], Gen.Double[0, 1], Gen.ULong).Sample((content, share, seed) =>
        {
            int count = (int)(share * 8 * content.Length);
            return Distance(content, new FlipBits(count).Apply(content, new SeededRandom(seed))) == count;
        });
    }

    [Fact]
    public void All_bits_can_be_flipped()
    {
        Assert.Equal([0xff, 0x0f, 0x00], new FlipBits(24).Apply([0x00, 0xf0, 0xff], new SeededRandom(3)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(15)]
    public void Every_bit_is_as_likely(int count)
    {
        const int Rounds = 8000;
        int[] flipped = new int[16];
        var random = new SeededRandom((ulong)count);
        for (int round = 0; round < Rounds; round++)
        {
            byte[] damaged = new FlipBits(count).Apply([0, 0], random);
            for (int bit = 0; bit < 16; bit++)
            {
                flipped[bit] += damaged[bit / 8] >> (bit % 8) & 1;
            }
        }

        double share = count / 16.0;
        double fiveDeviations = 5 * Math.Sqrt(Rounds * share * (1 - share));
        Assert.All(flipped, times => Assert.InRange(times, (Rounds * share) - fiveDeviations, (Rounds * share) + fiveDeviations));
    }

    [Fact]
    public void A_negative_count_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new FlipBits(-1));

    internal static int Distance(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        Assert.Equal(one.Length, other.Length);
        int distance = 0;
        for (int i = 0; i < one.Length; i++)
        {
            distance += BitOperations.PopCount((uint)(one[i] ^ other[i]));
        }

        return distance;
    }
}
