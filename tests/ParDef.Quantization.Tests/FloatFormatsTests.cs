using CsCheck;
using ParDef.Quantization.Tests.Reference;

namespace ParDef.Quantization.Tests;

public class FloatFormatsTests
{
    [Fact]
    public void Every_16_bit_pattern_widens_to_its_value_and_narrows_back()
    {
        var half = StoredType.Of(FloatType.Binary16);
        var bfloat = StoredType.Of(FloatType.BFloat16);
        for (int pattern = 0; pattern <= ushort.MaxValue; pattern++)
        {
            if (((pattern >> half.FractionBits) & half.SpecialExponent) != half.SpecialExponent)
            {
                var value = BitConverter.UInt16BitsToHalf((ushort)pattern);
                Assert.Equal(half.Value((ulong)pattern), Binary16Format.Widen(value));
                Assert.Equal(pattern, BitConverter.HalfToUInt16Bits(Binary16Format.Narrow(Binary16Format.Widen(value))));
            }

            if (((pattern >> bfloat.FractionBits) & bfloat.SpecialExponent) != bfloat.SpecialExponent)
            {
                Assert.Equal(bfloat.Value((ulong)pattern), BFloat16Format.Widen((ushort)pattern));
                Assert.Equal(pattern, BFloat16Format.Narrow(BFloat16Format.Widen((ushort)pattern)));
            }
        }
    }

    [Fact]
    public void Borders_between_neighbours_narrow_to_the_even_one_and_their_sides_to_the_nearer()
    {
        foreach (var type in new[] { FloatType.Binary16, FloatType.BFloat16 })
        {
            var stored = StoredType.Of(type);
            for (ulong pattern = 0; pattern < stored.LargestFinitePattern; pattern++)
            {
                double border = (stored.Value(pattern) + stored.Value(pattern + 1)) / 2;
                Assert.Equal(pattern + (pattern % 2), Narrow(type, border));
                Assert.Equal(pattern, Narrow(type, Math.BitDecrement(border)));
                Assert.Equal(pattern + 1, Narrow(type, Math.BitIncrement(border)));
            }
        }
    }

    [Fact]
    public void Any_binary64_value_narrows_to_the_nearest_or_to_infinity()
    {
        Gen.Double.Where(double.IsFinite).Sample(value =>
        {
            foreach (var type in new[] { FloatType.Binary16, FloatType.BFloat16 })
            {
                var stored = StoredType.Of(type);
                ulong narrowed = Narrow(type, value);
                ulong magnitude = narrowed & 0x7FFF;
                bool isInfinite = magnitude == stored.Pattern(0, stored.SpecialExponent, 0);
                ulong expected = stored.Nearest(value);
                bool isNearest = isInfinite ? (expected & 0x7FFF) == stored.LargestFinitePattern : narrowed == expected || value == 0;
                Assert.True(isNearest, $"{type} {value:R}");
            }
        });
    }

    [Fact]
    public void Largest_values_are_those_of_the_types()
    {
        Assert.Equal(StoredType.Of(FloatType.Binary16).Value(0x7BFF), Binary16Format.Largest);
        Assert.Equal(StoredType.Of(FloatType.BFloat16).Value(0x7F7F), BFloat16Format.Largest);
        Assert.Equal(float.MaxValue, Binary32Format.Largest);
        Assert.Equal(double.MaxValue, Binary64Format.Largest);
    }

    private static ulong Narrow(FloatType type, double value) => type == FloatType.Binary16
        ? BitConverter.HalfToUInt16Bits(Binary16Format.Narrow(value))
        : BFloat16Format.Narrow(value);
}
