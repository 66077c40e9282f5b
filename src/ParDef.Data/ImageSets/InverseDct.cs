namespace ParDef.Data.ImageSets;

/// <summary>The inverse 8 x 8 discrete cosine transform of ITU-T T.81 section A.3.3, in exact integers with a basis scaled by 2^20.</summary>
internal static class InverseDct
{
    public const int Samples = Side * Side;

    private const int Side = 8;
    private const int BasisBits = 20;

    /// <summary>
    /// Largest dequantised coefficient. Samples of eight bits give at most 1,024 before quantisation and a step of at most 255,
    /// so 2^15 refuses nothing real; and with a basis of at most 2^19 no sum below leaves 64 bits.
    /// </summary>
    private const int LargestCoefficient = 1 << 15;

    private static readonly long[] Basis = MakeBasis();

    /// <summary>Index in row-major order of each coefficient in zigzag order (T.81 figure A.6).</summary>
    public static IReadOnlyList<int> ZigZag { get; } = MakeZigZag();

    /// <summary>Writes 8 x 8 samples, level-shifted and clamped to 0..255; false if a coefficient is out of range.</summary>
    public static bool TryApply(ReadOnlySpan<short> coefficients, ReadOnlySpan<byte> table, Span<byte> samples, int stride)
    {
        Span<long> frequencies = stackalloc long[Samples];
        for (int i = 0; i < Samples; i++)
        {
            int value = coefficients[i] * table[i];
            if (value is < -LargestCoefficient or > LargestCoefficient)
            {
                return false;
            }

            frequencies[ZigZag[i]] = value;
        }

        Span<long> rows = stackalloc long[Samples];
        rows.Clear();
        for (int i = 0; i < Samples; i++)
        {
            // Most coefficients of a compressed image are zero.
            if (frequencies[i] != 0)
            {
                var wave = Basis.AsSpan(i % Side * Side, Side);
                var row = rows.Slice(i / Side * Side, Side);
                for (int x = 0; x < Side; x++)
                {
                    row[x] += frequencies[i] * wave[x];
                }
            }
        }

        for (int y = 0; y < Side; y++)
        {
            for (int x = 0; x < Side; x++)
            {
                long sum = 1L << ((2 * BasisBits) - 1);
                for (int v = 0; v < Side; v++)
                {
                    sum += rows[(v * Side) + x] * Basis[(v * Side) + y];
                }

                samples[(y * stride) + x] = (byte)Math.Clamp((sum >> (2 * BasisBits)) + 128, 0, byte.MaxValue);
            }
        }

        return true;
    }

    private static long[] MakeBasis()
    {
        long[] basis = new long[Samples];
        for (int u = 0; u < Side; u++)
        {
            double scale = (1 << BasisBits) / (u == 0 ? Math.Sqrt(Side) : 2);
            for (int x = 0; x < Side; x++)
            {
                basis[(u * Side) + x] = (long)Math.Round(scale * Math.Cos(((2 * x) + 1) * u * Math.PI / 16));
            }
        }

        return basis;
    }

    // Diagonals in turn: up to the right on even ones, down to the left on odd ones.
    private static int[] MakeZigZag() =>
    [
        .. Enumerable.Range(0, Samples)
            .OrderBy(index => (index / Side) + (index % Side))
            .ThenBy(index => ((index / Side) + (index % Side)) % 2 == 0 ? index % Side : index / Side),
    ];
}
