namespace ParDef.Quantization;

/// <summary>Step and zero point of one channel, chosen so that no value clips and zero is exact (docs/format.md section 11).</summary>
/// <param name="Step">s, positive.</param>
/// <param name="ZeroPoint">z, 0 to 255; 0 if symmetric.</param>
internal readonly record struct ChannelScale(double Step, int ZeroPoint)
{
    private const double AffineSteps = 255;
    private const double SymmetricSteps = 127;

    /// <summary>The scale for values in lo .. hi, where lo &lt;= 0 &lt;= hi.</summary>
    public static ChannelScale Choose(double lo, double hi, FloatType type, QuantizationScheme scheme)
    {
        if (lo == hi)
        {
            return new ChannelScale(1, 0);
        }

        return scheme == QuantizationScheme.Affine ? Affine(lo, hi, type) : Symmetric(Math.Max(-lo, hi), type);
    }

    private static ChannelScale Affine(double lo, double hi, FloatType type)
    {
        for (double step = ToScaleType(hi / AffineSteps - lo / AffineSteps, type); ; step = Next(step, type))
        {
            double zero = Math.Round(-lo / step);
            if (zero <= AffineSteps && Math.Round(lo / step) + zero >= 0 && Math.Round(hi / step) + zero <= AffineSteps)
            {
                return new ChannelScale(step, (int)zero);
            }
        }
    }

    private static ChannelScale Symmetric(double largest, FloatType type)
    {
        double step = ToScaleType(largest / SymmetricSteps, type);
        while (Math.Round(largest / step) > SymmetricSteps)
        {
            step = Next(step, type);
        }

        return new ChannelScale(step, 0);
    }

    private static double ToScaleType(double value, FloatType type) => type == FloatType.Binary64
        ? Math.Max(value, double.Epsilon)
        : Math.Max((float)value, float.Epsilon);

    private static double Next(double value, FloatType type) =>
        type == FloatType.Binary64 ? Math.BitIncrement(value) : MathF.BitIncrement((float)value);
}
