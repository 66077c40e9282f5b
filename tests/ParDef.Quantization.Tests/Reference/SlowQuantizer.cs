namespace ParDef.Quantization.Tests.Reference;

/// <summary>docs/format.md section 11, one element at a time and with no thought for speed.</summary>
internal static class SlowQuantizer
{
    /// <summary>Integers, and for each channel a scale and a zero point.</summary>
    public static (int[] Integers, double[] Scales, int[] ZeroPoints) Quantize(
        double[] values, FloatType type, ChannelLayout layout, QuantizationScheme scheme)
    {
        var scales = new double[layout.Channels];
        var zeroPoints = new int[layout.Channels];
        for (int channel = 0; channel < layout.Channels; channel++)
        {
            double[] members = [.. values.Where((_, i) => Channel(i, layout) == channel)];
            double lo = Math.Min(0, members.Min());
            double hi = Math.Max(0, members.Max());
            (scales[channel], zeroPoints[channel]) = scheme == QuantizationScheme.Affine
                ? Affine(lo, hi, type)
                : (Symmetric(Math.Max(hi, -lo), type), 0);
        }

        int[] integers = [.. values.Select((value, i) => Integer(value, scales[Channel(i, layout)], zeroPoints[Channel(i, layout)]))];
        return (integers, scales, zeroPoints);
    }

    public static int Channel(int element, ChannelLayout layout) => element / layout.Inner % layout.Channels;

    public static int Integer(double value, double scale, int zeroPoint) => RoundToEven(value / scale) + zeroPoint;

    private static (double Scale, int ZeroPoint) Affine(double lo, double hi, FloatType type)
    {
        if (lo == hi)
        {
            return (1, 0);
        }

        double scale = InScaleType((hi / 255) - (lo / 255), type);
        while (true)
        {
            int zeroPoint = RoundToEven(-lo / scale);
            if (zeroPoint <= 255 && RoundToEven(lo / scale) + zeroPoint >= 0 && RoundToEven(hi / scale) + zeroPoint <= 255)
            {
                return (scale, zeroPoint);
            }

            scale = NextInScaleType(scale, type);
        }
    }

    private static double Symmetric(double largest, FloatType type)
    {
        if (largest == 0)
        {
            return 1;
        }

        double scale = InScaleType(largest / 127, type);
        while (RoundToEven(largest / scale) > 127)
        {
            scale = NextInScaleType(scale, type);
        }

        return scale;
    }

    private static StoredType ScaleType(FloatType type) =>
        StoredType.Of(type == FloatType.Binary64 ? FloatType.Binary64 : FloatType.Binary32);

    private static double InScaleType(double value, FloatType type) => ScaleType(type).Value(Math.Max(ScaleType(type).Nearest(value), 1));

    private static double NextInScaleType(double value, FloatType type) => ScaleType(type).Value(ScaleType(type).Nearest(value) + 1);

    private static int RoundToEven(double value)
    {
        double below = Math.Floor(value);
        double fraction = value - below;
        bool isUp = fraction > 0.5 || (fraction == 0.5 && below % 2 != 0);
        return checked((int)below + (isUp ? 1 : 0));
    }
}
