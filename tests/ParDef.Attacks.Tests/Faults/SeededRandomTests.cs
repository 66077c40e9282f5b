using CsCheck;
using ParDef.Attacks.Faults;

namespace ParDef.Attacks.Tests.Faults;

public class SeededRandomTests
{
    [Fact]
    public void The_stream_is_that_of_the_published_generator()
    {
        var random = new SeededRandom(1234567);
        ulong[] published = [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821];
        Assert.Equal(published, published.Select(_ => random.Next()));
    }

    [Fact]
    public void A_number_is_found_without_the_ones_before_it()
    {
        Gen.ULong.Sample(seed =>
        {
            var random = new SeededRandom(seed);
            Assert.All(Enumerable.Range(0, 20), index => Assert.Equal(random.Next(), SeededRandom.NumberAt(seed, (ulong)index)));
        });
    }

    [Fact]
    public void Numbers_below_a_bound_are_below_it()
    {
        Gen.Select(Gen.ULong, Gen.Long[1, long.MaxValue])
            .Sample((seed, bound) => new SeededRandom(seed).Below(bound) is >= 0 and long drawn && drawn < bound);
        Assert.Throws<ArgumentOutOfRangeException>(() => new SeededRandom(1).Below(0));
    }

    [Fact]
    public void Every_number_below_a_bound_is_as_likely()
    {
        var random = new SeededRandom(1);
        int[] drawn = new int[7];
        for (int i = 0; i < 70_000; i++)
        {
            drawn[random.Below(7)]++;
        }

        // 10,000 expected, standard deviation 93: five of them either way.
        Assert.All(drawn, times => Assert.InRange(times, 9_535, 10_465));
    }

    [Fact]
    public void A_large_bound_has_no_bias()
    {
        // Of 2^64 values reduced modulo 3 x 2^61 without rejection, the lowest third of the range would come 3/8 of the time.
        var random = new SeededRandom(2);
        int low = 0;
        for (int i = 0; i < 30_000; i++)
        {
            low += random.Below(3L << 61) < 1L << 61 ? 1 : 0;
        }

        Assert.InRange(low, 10_000 - 408, 10_000 + 408);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(21)]
    public void Bytes_are_the_numbers_in_little_endian_order(int length)
    {
        byte[] bytes = new byte[length];
        new SeededRandom(5).NextBytes(bytes);
        var random = new SeededRandom(5);
        byte[] expected = [.. Enumerable.Range(0, 3).SelectMany(_ => BitConverter.GetBytes(random.Next())).Take(length)];
        Assert.Equal(expected, bytes);
    }
}
