using System.Numerics;

namespace ParDef.Quantization.Tests.Reference;

/// <summary>Finite binary64 values without rounding, in units of 2^-1076: fine enough for a quarter of the smallest one.</summary>
internal static class Exact
{
    private const int SmallestExponent = -1074;

    public static BigInteger Of(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)(bits >> 52) & 0x7FF;
        long fraction = bits & 0xFFFFFFFFFFFFF;
        BigInteger significand = exponent == 0 ? fraction : fraction | 1L << 52;
        var magnitude = (significand << Math.Max(exponent, 1) - 1075 - SmallestExponent) * 4;
        return bits < 0 ? -magnitude : magnitude;
    }
}
