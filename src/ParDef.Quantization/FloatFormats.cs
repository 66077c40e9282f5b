namespace ParDef.Quantization;

/// <summary>One stored floating-point type, as binary64 and back.</summary>
internal interface IFloatFormat<T>
    where T : unmanaged
{
    /// <summary>Largest finite value.</summary>
    static abstract double Largest { get; }

    /// <summary>The value, exactly.</summary>
    static abstract double Widen(T value);

    /// <summary>The nearest value, ties to even; infinite where none is near.</summary>
    static abstract T Narrow(double value);
}

internal readonly struct Binary32Format : IFloatFormat<float>
{
    public static double Largest => float.MaxValue;

    public static double Widen(float value) => value;

    public static float Narrow(double value) => (float)value;
}

internal readonly struct Binary64Format : IFloatFormat<double>
{
    public static double Largest => double.MaxValue;

    public static double Widen(double value) => value;

    public static double Narrow(double value) => value;
}

internal readonly struct Binary16Format : IFloatFormat<Half>
{
    public static double Largest => (double)Half.MaxValue;

    public static double Widen(Half value) => (double)value;

    public static Half Narrow(double value) => (Half)value;
}

internal readonly struct BFloat16Format : IFloatFormat<ushort>
{
    public static double Largest => Widen(0x7F7F);

    public static double Widen(ushort value) => BitConverter.UInt32BitsToSingle((uint)value << 16);

    public static ushort Narrow(double value)
    {
        // To binary32 by rounding to odd, which leaves enough for one correct rounding to the 16 bits.
        float nearest = (float)value;
        uint bits = BitConverter.SingleToUInt32Bits(nearest);
        if (float.IsFinite(nearest) && nearest != value)
        {
            bits -= Math.Abs((double)nearest) > Math.Abs(value) ? 1u : 0;
            bits |= 1;
        }

        return (ushort)(bits + 0x7FFF + (bits >> 16 & 1) >> 16);
    }
}
