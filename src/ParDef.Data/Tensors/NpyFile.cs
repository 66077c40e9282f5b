using NumSharp;

namespace ParDef.Data.Tensors;

/// <summary>Reads NumPy's .npy files (format versions 1 to 3, NEP 1).</summary>
public static class NpyFile
{
    /// <summary>
    /// Reads a tensor as binary32. Boolean, integer (8 to 64 bits) and floating-point (16 to 64 bits) elements of either byte
    /// order are taken, in C or Fortran order. Fractions are rounded to the nearest binary32 value; an integer that binary32
    /// cannot hold exactly and a finite number beyond its range are refused.
    /// </summary>
    /// <exception cref="DataFormatException">Not a .npy file, another element type, or a size that the file does not hold.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static FloatTensor Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var file = File.OpenRead(path);
        return Read(file, Path.GetFileName(path));
    }

    internal static FloatTensor Read(Stream file, string name)
    {
        NpyHeader.Read(file, name).RequireContent(file.Length, name);
        file.Position = 0;
        try
        {
            using var array = (NDArray)np.load(file);
            return Convert(array, name);
        }
        // Arguments: NumSharp lets an escape in the header beyond Unicode through to char.ConvertFromUtf32.
        catch (Exception refusal) when (refusal is INumSharpException or FormatException or NotSupportedException or InvalidCastException
            or OverflowException or ArgumentException)
        {
            throw new DataFormatException($"{name} is not a readable .npy file: {refusal.Message}", refusal);
        }
    }

    private static FloatTensor Convert(NDArray array, string name)
    {
        float[] values = array.typecode switch
        {
            NPTypeCode.Single => array.ToArray<float>(),
            NPTypeCode.Double => Array.ConvertAll(array.ToArray<double>(), value => Rounded(value, name)),
            NPTypeCode.Int32 => Array.ConvertAll(array.ToArray<int>(), value => Exact(value, name)),
            NPTypeCode.UInt32 => Array.ConvertAll(array.ToArray<uint>(), value => Exact(value, name)),
            NPTypeCode.Int64 => Array.ConvertAll(array.ToArray<long>(), value => Exact(value, name)),
            NPTypeCode.UInt64 => Array.ConvertAll(array.ToArray<ulong>(), value => Exact(value, name)),
            _ => array.astype(NPTypeCode.Single, true).ToArray<float>(),
        };
        return new FloatTensor([.. array.shape], values);
    }

    private static float Rounded(double value, string name)
    {
        float rounded = (float)value;
        return float.IsInfinity(rounded) && double.IsFinite(value)
            ? throw new DataFormatException($"{name} holds {value:R}, which is beyond the range of a 32-bit float")
            : rounded;
    }

    private static float Exact(Int128 value, string name)
    {
        float rounded = (float)value;
        return (Int128)rounded != value
            ? throw new DataFormatException($"{name} holds the integer {value}, which a 32-bit float cannot represent")
            : rounded;
    }
}
