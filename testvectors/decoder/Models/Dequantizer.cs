using System.Buffers.Binary;

namespace ParDef.IndependentDecoder.Models;

/// <summary>The way back from integers to elements (section 11).</summary>
public static class Dequantizer
{
    /// <summary>The bytes of one element: the exact product of a small integer and a scale, rounded once.</summary>
    /// <param name="elementType">ONNX element type.</param>
    /// <param name="steps">q - z, of at most nine bits.</param>
    /// <param name="scale">The scale; for all types but DOUBLE it has 24 bits, so that the product is exact in binary64.</param>
    public static byte[] Element(ulong elementType, int steps, double scale)
    {
        double product = steps * scale;
        var bytes = new byte[8];
        switch (elementType)
        {
            case 1:
                BinaryPrimitives.WriteSingleLittleEndian(bytes, (float)Math.Clamp(product, -float.MaxValue, float.MaxValue));
                return bytes[..4];
            case 10:
                BinaryPrimitives.WriteHalfLittleEndian(bytes, (Half)Math.Clamp(product, -(double)Half.MaxValue, (double)Half.MaxValue));
                return bytes[..2];
            case 16:
                BinaryPrimitives.WriteUInt16LittleEndian(bytes, BFloat(product));
                return bytes[..2];
            default:
                BinaryPrimitives.WriteDoubleLittleEndian(bytes, Math.Clamp(product, -double.MaxValue, double.MaxValue));
                return bytes;
        }
    }

    /// <summary>Nearest bfloat16 (8 bits of precision, exponents of binary32), ties to even, cut at the largest finite one.</summary>
    private static ushort BFloat(double value)
    {
        const double Largest = 3.3895313892515355e38;
        double magnitude = Math.Min(Math.Abs(value), Largest);
        int exponent = magnitude == 0 ? -126 : Math.Max(Math.ILogB(magnitude), -126);
        // In units of the last place; scaling by a power of two is exact.
        double units = Math.Round(Math.ScaleB(magnitude, 7 - exponent), MidpointRounding.ToEven);
        uint bits = BitConverter.SingleToUInt32Bits((float)Math.ScaleB(units, exponent - 7));
        return (ushort)((bits >> 16) | (double.IsNegative(value) ? 0x8000u : 0));
    }
}
