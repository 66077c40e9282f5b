namespace ParDef.Quantization.Tests.Reference;

/// <summary>The four stored types by their definition: sign, exponent and fraction fields of IEEE 754.</summary>
internal sealed record StoredType(FloatType Type, int Bytes, int FractionBits)
{
    public static readonly StoredType[] All =
    [
        new(FloatType.Binary32, 4, 23),
        new(FloatType.Binary16, 2, 10),
        new(FloatType.BFloat16, 2, 7),
        new(FloatType.Binary64, 8, 52),
    ];

    public int ExponentBits => (8 * Bytes) - 1 - FractionBits;

    /// <summary>The exponent field of infinities and NaNs.</summary>
    public int SpecialExponent => (1 << ExponentBits) - 1;

    public int Bias => SpecialExponent / 2;

    public ulong LargestFinitePattern => Pattern(0, SpecialExponent - 1, ulong.MaxValue);

    public static StoredType Of(FloatType type) => All.Single(stored => stored.Type == type);

    public ulong Pattern(int sign, int exponent, ulong fraction) =>
        ((ulong)sign << ((8 * Bytes) - 1)) | ((ulong)exponent << FractionBits) | (fraction & ((1UL << FractionBits) - 1));

    /// <summary>The value of a finite pattern.</summary>
    public double Value(ulong pattern)
    {
        double fraction = pattern & ((1UL << FractionBits) - 1);
        int exponent = (int)(pattern >> FractionBits) & SpecialExponent;
        double significand = exponent == 0 ? fraction : fraction + Math.ScaleB(1, FractionBits);
        double magnitude = Math.ScaleB(significand, Math.Max(exponent, 1) - Bias - FractionBits);
        return (pattern >> ((8 * Bytes) - 1)) == 1 ? -magnitude : magnitude;
    }

    /// <summary>The nearest finite pattern, ties to an even one; beyond the largest finite value, that value. Found by bisection.</summary>
    public ulong Nearest(double value)
    {
        double magnitude = Math.Abs(value);
        ulong below = 0;
        ulong above = LargestFinitePattern + 1;
        while (above - below > 1)
        {
            ulong middle = below + ((above - below) / 2);
            (below, above) = Value(middle) <= magnitude ? (middle, above) : (below, middle);
        }

        if (below < LargestFinitePattern)
        {
            var twice = 2 * Exact.Of(magnitude);
            var border = Exact.Of(Value(below)) + Exact.Of(Value(below + 1));
            bool isUp = twice > border || (twice == border && below % 2 == 1);
            below += isUp ? 1UL : 0;
        }

        return value < 0 ? below | (1UL << ((8 * Bytes) - 1)) : below;
    }

    /// <summary>Distance of a value's magnitude from the next larger one of the type, or at the end of the range from the next smaller one.</summary>
    public System.Numerics.BigInteger UnitInTheLastPlace(double value)
    {
        ulong pattern = Nearest(Math.Abs(value));
        ulong lower = Math.Min(pattern, LargestFinitePattern - 1);
        return Exact.Of(Value(lower + 1)) - Exact.Of(Value(lower));
    }

    public byte[] Content(IEnumerable<ulong> patterns) => [.. patterns.SelectMany(pattern => BitConverter.GetBytes(pattern).Take(Bytes))];

    public ulong[] Patterns(byte[] content) =>
        [.. content.Chunk(Bytes).Select(chunk => BitConverter.ToUInt64([.. chunk, .. new byte[8 - Bytes]]))];
}
