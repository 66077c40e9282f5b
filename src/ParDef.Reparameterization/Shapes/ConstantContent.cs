using System.Buffers.Binary;
using System.Runtime.InteropServices;
using ParDef.Onnx.Proto;

namespace ParDef.Reparameterization.Shapes;

/// <summary>Contents of small constant tensors.</summary>
internal static class ConstantContent
{
    /// <summary>Shapes, axes and indices are short; longer lists are look-up tables.</summary>
    public const long Longest = 1 << 16;

    /// <summary>The elements of a tensor of 32- or 64-bit integers or truth values; null for other types and long ones.</summary>
    public static long[]? Of(TensorProto tensor)
    {
        long count = tensor.Dims.Aggregate(1L, (product, extent) => product * extent);
        if (tensor.DataType is not (6 or 7 or 9) || count is < 0 or > Longest || tensor.DataLocation != 0)
        {
            return null;
        }

        var raw = tensor.RawData.Span;
        int width = tensor.DataType switch { 7 => sizeof(long), 6 => sizeof(int), _ => 1 };
        var values = new long[count];
        for (int i = 0; i < values.Length; i++)
        {
            if (raw.Length == count * width)
            {
                values[i] = width switch
                {
                    sizeof(long) => BinaryPrimitives.ReadInt64LittleEndian(raw[(i * width)..]),
                    sizeof(int) => BinaryPrimitives.ReadInt32LittleEndian(raw[(i * width)..]),
                    _ => raw[i],
                };
            }
            else if (tensor.DataType == 7 && tensor.Int64Data.Count == count)
            {
                values[i] = tensor.Int64Data[i];
            }
            else if (tensor.Int32Data.Count == count)
            {
                values[i] = tensor.Int32Data[i];
            }
            else
            {
                return null;
            }
        }

        return values;
    }

    /// <summary>The elements of a tensor of 32-bit floats.</summary>
    public static float[] Numbers(TensorProto tensor) =>
        tensor.FloatData.Count > 0 ? [.. tensor.FloatData] : MemoryMarshal.Cast<byte, float>(tensor.RawData.Span).ToArray();

    /// <summary>The one element of a constant of 32 or 64 bits, or null.</summary>
    public static double? Scalar(TensorProto tensor)
    {
        if (tensor.Dims.Any(extent => extent != 1))
        {
            return null;
        }

        return tensor.DataType switch
        {
            1 when tensor.FloatData.Count == 1 => tensor.FloatData[0],
            1 when tensor.RawData.Length == sizeof(float) => BinaryPrimitives.ReadSingleLittleEndian(tensor.RawData.Span),
            11 when tensor.DoubleData.Count == 1 => tensor.DoubleData[0],
            11 when tensor.RawData.Length == sizeof(double) => BinaryPrimitives.ReadDoubleLittleEndian(tensor.RawData.Span),
            10 when tensor.RawData.Length == 2 => (double)BinaryPrimitives.ReadHalfLittleEndian(tensor.RawData.Span),
            _ => Of(tensor) is [long only] ? only : null,
        };
    }
}
