using System.Buffers.Binary;
using ParDef.Onnx.Reading;
using ParDef.Onnx.Weights;
using ParDef.Quantization;

namespace ParDef.Artifacts.Tests.Protecting;

/// <summary>The rule of docs/format.md section 11, element by element and in no hurry; shares nothing with the quantizer but the rule.</summary>
internal static class SlowQuantization
{
    private const int Float = 1;
    private const int Float16 = 10;
    private const int Double = 11;
    private const int BFloat16 = 16;

    /// <summary>The source with every weight replaced by its 8-bit value.</summary>
    public static byte[] Of(OnnxModel model, Granularity granularity)
    {
        byte[] result = model.Source.ToArray();
        var axes = WeightRoles.AxesByTensor(model.Proto);
        foreach (var (proto, tensor) in model.Contents.Where(content => Width(content.Bytes.ElementType) > 0 && axes.ContainsKey(content.Tensor)))
        {
            Quantize(result.AsSpan(tensor.Offset, tensor.Length), tensor.ElementType, granularity == Granularity.Channel ? axes[proto] : null, tensor.Dims);
        }

        return result;
    }

    private static void Quantize(Span<byte> content, int type, int? axis, IReadOnlyList<long> dims)
    {
        int width = Width(type);
        var values = new double[content.Length / width];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Read(content[(width * i)..], type);
        }

        if (!values.All(double.IsFinite))
        {
            return;
        }

        long inner = axis is null ? 1 : dims.Skip(axis.Value + 1).Aggregate(1L, (a, b) => a * b);
        long ChannelOf(int i) => axis is null ? 0 : i / inner % dims[axis.Value];
        var scales = values.Select((value, i) => (value, i)).GroupBy(pair => ChannelOf(pair.i)).ToDictionary(
            group => group.Key, group => Scale(Math.Min(0, group.Min(pair => pair.value)), Math.Max(0, group.Max(pair => pair.value)), type));
        for (int i = 0; i < values.Length; i++)
        {
            var (step, zero) = scales[ChannelOf(i)];
            double q = Math.Round(values[i] / step) + zero;
            Write(content[(width * i)..], type, (q - zero) * step);
        }
    }

    private static (double Step, double Zero) Scale(double lo, double hi, int type)
    {
        if (lo == hi)
        {
            return (1, 0);
        }

        double step = type == Double ? Math.Max((hi / 255) - (lo / 255), double.Epsilon) : Math.Max((float)((hi / 255) - (lo / 255)), float.Epsilon);
        while (true)
        {
            double zero = Math.Round(-lo / step);
            if (zero <= 255 && Math.Round(lo / step) + zero >= 0 && Math.Round(hi / step) + zero <= 255)
            {
                return (step, zero);
            }

            step = type == Double ? Math.BitIncrement(step) : MathF.BitIncrement((float)step);
        }
    }

    private static int Width(int type) => type switch { Float => 4, Float16 or BFloat16 => 2, Double => 8, _ => 0 };

    private static double Read(ReadOnlySpan<byte> bytes, int type) => type switch
    {
        Float => BinaryPrimitives.ReadSingleLittleEndian(bytes),
        Float16 => (double)BinaryPrimitives.ReadHalfLittleEndian(bytes),
        Double => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
        _ => FromBFloat16(BinaryPrimitives.ReadUInt16LittleEndian(bytes)),
    };

    private static void Write(Span<byte> bytes, int type, double value)
    {
        switch (type)
        {
            case Float:
                BinaryPrimitives.WriteSingleLittleEndian(bytes, (float)Math.Clamp(value, float.MinValue, float.MaxValue));
                break;
            case Float16:
                BinaryPrimitives.WriteHalfLittleEndian(bytes, (Half)Math.Clamp(value, (double)Half.MinValue, (double)Half.MaxValue));
                break;
            case Double:
                BinaryPrimitives.WriteDoubleLittleEndian(bytes, Math.Clamp(value, double.MinValue, double.MaxValue));
                break;
            default:
                BinaryPrimitives.WriteUInt16LittleEndian(bytes, NearestBFloat16(value));
                break;
        }
    }

    private static double FromBFloat16(ushort bits) => BitConverter.UInt32BitsToSingle((uint)bits << 16);

    // Of the two neighbours of the same sign the nearer, of two as near the even one.
    private static ushort NearestBFloat16(double value)
    {
        ushort below = (ushort)(BitConverter.SingleToUInt32Bits((float)value) >> 16);
        ushort[] neighbours = [(ushort)(below - 1), below, (ushort)(below + 1)];
        return neighbours
            .Where(bits => double.IsFinite(FromBFloat16(bits)) && (bits & 0x8000) == (below & 0x8000))
            .OrderBy(bits => Math.Abs(FromBFloat16(bits) - value)).ThenBy(bits => bits & 1).First();
    }
}
