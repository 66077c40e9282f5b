using System.Numerics;
using CsCheck;
using ParDef.Data.ImageSets;

namespace ParDef.Data.Tests.ImageSets;

public class InverseDctTests
{
    private static readonly Gen<short[]> AnyBlock = Gen.Short[-128, 128].Array[64];
    private static readonly Gen<byte[]> AnyTable = Gen.Byte.Array[64];

    [Fact]
    public void Zigzag_starts_and_ends_as_the_standard_prints_it()
    {
        Assert.Equal([0, 1, 8, 16, 9, 2, 3, 10, 17, 24], InverseDct.ZigZag.Take(10));
        Assert.Equal([53, 60, 61, 54, 47, 55, 62, 63], InverseDct.ZigZag.TakeLast(8));
        Assert.Equal(Enumerable.Range(0, 64), InverseDct.ZigZag.Order());
    }

    [Fact]
    public void Separated_sums_equal_the_double_sum_in_unbounded_integers()
    {
        Gen.Select(AnyBlock, AnyTable).Sample((block, table) => Apply(block, table).AsSpan().SequenceEqual(DoubleSum(block, table)), iter: 100);
    }

    [Fact]
    public void Sums_stay_within_64_bits_at_the_largest_coefficients()
    {
        Gen.Select(Gen.Bool.Array[64], AnyTable).Sample(
            (signs, _) =>
            {
                byte[] table = [.. Enumerable.Repeat((byte)128, 64)];
                short[] block = [.. signs.Select(sign => (short)(sign ? 256 : -256))];
                return Apply(block, table).AsSpan().SequenceEqual(DoubleSum(block, table));
            },
            iter: 50);
    }

    [Fact]
    public void Larger_coefficients_are_refused()
    {
        short[] block = new short[64];
        byte[] table = [.. Enumerable.Repeat((byte)1, 64)];
        block[63] = short.MinValue;
        Assert.True(InverseDct.TryApply(block, table, new byte[64], 8));
        table[63] = 2;
        Assert.False(InverseDct.TryApply(block, table, new byte[64], 8));
    }

    private static byte[] Apply(short[] block, byte[] table)
    {
        byte[] samples = new byte[64];
        Assert.True(InverseDct.TryApply(block, table, samples, 8));
        return samples;
    }

    private static byte[] DoubleSum(short[] block, byte[] table)
    {
        byte[] samples = new byte[64];
        for (int at = 0; at < 64; at++)
        {
            BigInteger sum = BigInteger.One << 39;
            for (int i = 0; i < 64; i++)
            {
                int frequency = InverseDct.ZigZag[i];
                sum += (BigInteger)(block[i] * table[i]) * Basis(frequency / 8, at / 8) * Basis(frequency % 8, at % 8);
            }

            samples[at] = (byte)BigInteger.Max(0, BigInteger.Min(255, (sum >> 40) + 128));
        }

        return samples;
    }

    private static long Basis(int frequency, int place)
    {
        double scale = frequency == 0 ? Math.Sqrt(1.0 / 8) : 0.5;
        return (long)Math.Round(1048576 * scale * Math.Cos(Math.PI / 8 * (place + 0.5) * frequency));
    }
}
