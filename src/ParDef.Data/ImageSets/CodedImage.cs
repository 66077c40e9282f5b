namespace ParDef.Data.ImageSets;

/// <summary>Decodes one 32 x 32 image from its quantised coefficients (ITU-T T.81; colours as in JFIF, chroma repeated 2 x 2).</summary>
internal sealed class CodedImage
{
    public const int Side = 32;
    public const int RgbBytes = 3 * Area;
    public const int Coefficients = Units * BlocksAUnit * InverseDct.Samples;

    private const int Area = Side * Side;
    private const int ChromaSide = Side / 2;
    private const int ChromaArea = ChromaSide * ChromaSide;
    private const int Units = 4;
    private const int BlocksAUnit = 6;
    private const int LumaBlocksAUnit = 4;

    private readonly byte[] lumaTable;
    private readonly byte[] chromaTable;
    private readonly byte[] planes = new byte[Area + (2 * ChromaArea)];

    /// <summary>A decoder for the quantisation tables given, in zigzag order; it keeps working memory, so it serves one thread.</summary>
    public CodedImage(ReadOnlySpan<byte> lumaTable, ReadOnlySpan<byte> chromaTable)
    {
        this.lumaTable = lumaTable.ToArray();
        this.chromaTable = chromaTable.ToArray();
    }

    /// <summary>Writes R, G and B planes; false if a coefficient is out of range.</summary>
    public bool TryDecode(ReadOnlySpan<short> coefficients, Span<byte> rgb)
    {
        for (int block = 0; block < Units * BlocksAUnit; block++)
        {
            var (start, stride, table) = Place(block / BlocksAUnit, block % BlocksAUnit);
            var samples = planes.AsSpan(start);
            if (!InverseDct.TryApply(coefficients.Slice(block * InverseDct.Samples, InverseDct.Samples), table, samples, stride))
            {
                return false;
            }
        }

        for (int pixel = 0; pixel < Area; pixel++)
        {
            int chroma = Area + (pixel / Side / 2 * ChromaSide) + (pixel % Side / 2);
            Colour(planes[pixel], planes[chroma] - 128, planes[chroma + ChromaArea] - 128, rgb[pixel..]);
        }

        return true;
    }

    private (int Start, int Stride, byte[] Table) Place(int unit, int block)
    {
        int row = unit / 2, column = unit % 2;
        if (block < LumaBlocksAUnit)
        {
            return ((((16 * row) + (8 * (block / 2))) * Side) + (16 * column) + (8 * (block % 2)), Side, lumaTable);
        }

        return (Area + (ChromaArea * (block - LumaBlocksAUnit)) + (8 * row * ChromaSide) + (8 * column), ChromaSide, chromaTable);
    }

    // 1.402, 0.344136, 0.714136 and 1.772 of JFIF in units of 2^-16, rounded half up.
    private static void Colour(int luma, int blueDifference, int redDifference, Span<byte> rgb)
    {
        rgb[0] = Sample(luma + (((91881 * redDifference) + 32768) >> 16));
        rgb[Area] = Sample(luma - (((22554 * blueDifference) + (46802 * redDifference) + 32768) >> 16));
        rgb[2 * Area] = Sample(luma + (((116130 * blueDifference) + 32768) >> 16));
    }

    private static byte Sample(int value) => (byte)Math.Clamp(value, 0, byte.MaxValue);
}
