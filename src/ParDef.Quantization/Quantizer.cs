using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ParDef.Quantization;

/// <summary>Floating-point tensors to eight bits and back (docs/format.md section 11).</summary>
public static class Quantizer
{
    /// <summary>True if no element is a NaN or an infinity.</summary>
    /// <param name="content">Elements, little-endian.</param>
    /// <param name="type">Their type.</param>
    public static bool AllFinite(ReadOnlySpan<byte> content, FloatType type) => type switch
    {
        FloatType.Binary32 => AllFinite<float, Binary32Format>(content),
        FloatType.Binary16 => AllFinite<Half, Binary16Format>(content),
        FloatType.BFloat16 => AllFinite<ushort, BFloat16Format>(content),
        _ => AllFinite<double, Binary64Format>(content),
    };

    /// <summary>Quantizes a tensor whose elements are all finite.</summary>
    /// <param name="content">Elements, row-major, little-endian; as many as the layout has.</param>
    /// <param name="type">Their type.</param>
    /// <param name="layout">Which elements share a scale.</param>
    /// <param name="scheme">Affine or symmetric.</param>
    /// <exception cref="ArgumentException">The content does not have the layout's size, or an element is not finite.</exception>
    public static QuantizedTensor Quantize(ReadOnlySpan<byte> content, FloatType type, ChannelLayout layout, QuantizationScheme scheme) =>
        Quantize(content, type, layout, scheme, new byte[content.Length / (type switch { FloatType.Binary64 => sizeof(double), FloatType.Binary32 => sizeof(float), _ => sizeof(ushort) })]);

    /// <summary>The same, with the integers in given memory.</summary>
    /// <param name="content">Elements, row-major, little-endian; as many as the layout has.</param>
    /// <param name="type">Their type.</param>
    /// <param name="layout">Which elements share a scale.</param>
    /// <param name="scheme">Affine or symmetric.</param>
    /// <param name="integers">Room for one byte an element, of which the result is a view.</param>
    /// <exception cref="ArgumentException">The content or the room does not have the layout's size, or an element is not finite.</exception>
    public static QuantizedTensor Quantize(
        ReadOnlySpan<byte> content, FloatType type, ChannelLayout layout, QuantizationScheme scheme, Memory<byte> integers) => type switch
        {
            FloatType.Binary32 => Quantize<float, Binary32Format>(content, type, layout, scheme, integers),
            FloatType.Binary16 => Quantize<Half, Binary16Format>(content, type, layout, scheme, integers),
            FloatType.BFloat16 => Quantize<ushort, BFloat16Format>(content, type, layout, scheme, integers),
            _ => Quantize<double, Binary64Format>(content, type, layout, scheme, integers),
        };

    /// <summary>The values that the integers stand for.</summary>
    /// <param name="tensor">The quantized tensor.</param>
    /// <param name="content">Room for exactly its elements.</param>
    /// <exception cref="ArgumentException">The room or a part of the tensor does not have the layout's size.</exception>
    public static void Dequantize(QuantizedTensor tensor, Span<byte> content)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        switch (tensor.Type)
        {
            case FloatType.Binary32:
                Dequantize<float, Binary32Format>(tensor, content);
                break;
            case FloatType.Binary16:
                Dequantize<Half, Binary16Format>(tensor, content);
                break;
            case FloatType.BFloat16:
                Dequantize<ushort, BFloat16Format>(tensor, content);
                break;
            default:
                Dequantize<double, Binary64Format>(tensor, content);
                break;
        }
    }

    private static bool AllFinite<T, TFormat>(ReadOnlySpan<byte> content)
        where T : unmanaged
        where TFormat : IFloatFormat<T>
    {
        foreach (var value in MemoryMarshal.Cast<byte, T>(content))
        {
            if (!double.IsFinite(TFormat.Widen(value)))
            {
                return false;
            }
        }

        return true;
    }

    private static QuantizedTensor Quantize<T, TFormat>(
        ReadOnlySpan<byte> content, FloatType type, ChannelLayout layout, QuantizationScheme scheme, Memory<byte> room)
        where T : unmanaged
        where TFormat : IFloatFormat<T>
    {
        var values = Elements<T>(content, layout);
        if (room.Length != values.Length)
        {
            throw new ArgumentException($"room for {room.Length:N0} integers is not that for {values.Length:N0}", nameof(room));
        }

        var scales = Scales<T, TFormat>(values, type, layout, scheme);
        var integers = room.Span;
        for (int i = 0; i < values.Length;)
        {
            if (layout.Inner == 1)
            {
                // Channels lie side by side: walk a row of them without a run for each element.
                for (int channel = 0; channel < scales.Length; channel++, i++)
                {
                    integers[i] = Integer(TFormat.Widen(values[i]), scales[channel]);
                }

                continue;
            }

            foreach (var scale in scales)
            {
                for (int end = i + layout.Inner; i < end; i++)
                {
                    integers[i] = Integer(TFormat.Widen(values[i]), scale);
                }
            }
        }

        return new QuantizedTensor
        {
            Type = type,
            Scheme = scheme,
            Layout = layout,
            Values = room,
            Scales = [.. scales.Select(scale => scale.Step)],
            ZeroPoints = scheme == QuantizationScheme.Affine ? scales.Select(scale => (byte)scale.ZeroPoint).ToArray() : [],
        };
    }

    private static ChannelScale[] Scales<T, TFormat>(ReadOnlySpan<T> values, FloatType type, ChannelLayout layout, QuantizationScheme scheme)
        where T : unmanaged
        where TFormat : IFloatFormat<T>
    {
        // Ranges start at zero, so that every range holds it.
        var lowest = new double[layout.Channels];
        var highest = new double[layout.Channels];
        for (int i = 0; i < values.Length;)
        {
            for (int channel = 0; channel < lowest.Length; channel++)
            {
                double lo = lowest[channel];
                double hi = highest[channel];
                for (int end = i + layout.Inner; i < end; i++)
                {
                    double value = TFormat.Widen(values[i]);
                    lo = value < lo ? value : lo;
                    hi = value > hi ? value : hi;
                    if (!double.IsFinite(value))
                    {
                        throw new ArgumentException("a NaN or an infinity cannot be quantized");
                    }
                }

                lowest[channel] = lo;
                highest[channel] = hi;
            }
        }

        return [.. lowest.Zip(highest, (lo, hi) => ChannelScale.Choose(lo, hi, type, scheme))];
    }

    private static byte Integer(double value, ChannelScale scale) =>
        unchecked((byte)((int)Math.Round(value / scale.Step) + scale.ZeroPoint));

    private static void Dequantize<T, TFormat>(QuantizedTensor tensor, Span<byte> content)
        where T : unmanaged
        where TFormat : IFloatFormat<T>
    {
        var layout = tensor.Layout;
        _ = Elements<T>(content, layout);
        var values = MemoryMarshal.Cast<byte, T>(content);
        CheckCounts(tensor, values.Length);
        var integers = tensor.Values.Span;
        double[] steps = [.. tensor.Scales];
        bool affine = tensor.Scheme == QuantizationScheme.Affine;
        var zeroPoints = affine ? tensor.ZeroPoints.Span : [];
        for (int i = 0; i < values.Length;)
        {
            for (int channel = 0; channel < steps.Length; channel++)
            {
                double step = steps[channel];
                int zero = affine ? zeroPoints[channel] : 0;
                for (int end = i + layout.Inner; i < end; i++)
                {
                    int integer = affine ? integers[i] : (sbyte)integers[i];
                    values[i] = Value<T, TFormat>((integer - zero) * step);
                }
            }
        }
    }

    /// <summary>One rounding: the product of nine bits and a binary32 scale is exact in binary64, and a binary64 tensor is rounded there.</summary>
    private static T Value<T, TFormat>(double product)
        where T : unmanaged
        where TFormat : IFloatFormat<T>
    {
        var rounded = TFormat.Narrow(product);
        return double.IsFinite(TFormat.Widen(rounded)) ? rounded : TFormat.Narrow(Math.CopySign(TFormat.Largest, product));
    }

    private static ReadOnlySpan<T> Elements<T>(ReadOnlySpan<byte> content, ChannelLayout layout)
        where T : unmanaged
    {
        bool isPositive = layout is { Outer: > 0, Channels: > 0, Inner: > 0 };
        if (!isPositive || (Int128)layout.Outer * layout.Channels * layout.Inner * Unsafe.SizeOf<T>() != content.Length)
        {
            throw new ArgumentException(
                $"{content.Length:N0} bytes of {typeof(T).Name} do not have the layout {layout.Outer} x {layout.Channels} x {layout.Inner}");
        }

        return MemoryMarshal.Cast<byte, T>(content);
    }

    private static void CheckCounts(QuantizedTensor tensor, int elements)
    {
        int channels = tensor.Layout.Channels;
        int zeroPoints = tensor.Scheme == QuantizationScheme.Affine ? channels : 0;
        if (tensor.Values.Length != elements || tensor.Scales.Count != channels || tensor.ZeroPoints.Length != zeroPoints)
        {
            throw new ArgumentException("a quantized tensor has other counts of integers, scales or zero points than its layout", nameof(tensor));
        }
    }
}
