namespace ParDef.Onnx.Reading;

/// <summary>Bits of one element in <c>raw_data</c>, by <c>TensorProto.DataType</c>.</summary>
public static class ElementWidth
{
    /// <summary>Bits of one element, or null for strings and types that are not known.</summary>
    public static int? Bits(int elementType) => elementType switch
    {
        2 or 3 or 9 => 8,
        17 or 18 or 19 or 20 or 24 => 8,
        4 or 5 or 10 or 16 => 16,
        1 or 6 or 12 => 32,
        7 or 11 or 13 or 14 => 64,
        15 => 128,
        21 or 22 or 23 => 4,
        25 or 26 => 2,
        _ => null,
    };

    /// <summary>Bytes of a tensor, or null where extents or type do not say.</summary>
    public static long? Bytes(int elementType, IReadOnlyList<long> dims)
    {
        if (Bits(elementType) is not { } bits)
        {
            return null;
        }

        Int128 elements = 1;
        foreach (long extent in dims)
        {
            elements *= extent;
            if (extent < 0 || elements > int.MaxValue)
            {
                return null;
            }
        }

        return (long)((elements * bits + 7) / 8);
    }
}
