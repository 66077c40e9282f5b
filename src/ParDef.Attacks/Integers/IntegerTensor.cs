using System.Numerics;
using System.Runtime.InteropServices;
using ParDef.Attacks.Gradients;
using ParDef.Quantization;

namespace ParDef.Attacks.Integers;

/// <summary>
/// A weight in eight bits an element, with scales and zero points that no attack changes. Every change of a byte is a change of the value that sessions compute with.
/// </summary>
public sealed class IntegerTensor
{
    private readonly Parameter parameter;
    private readonly ChannelLayout layout;
    private readonly ChannelLayout output;
    private readonly double[] scales;
    private readonly byte[] zeroPoints;
    private readonly byte[] original;
    private readonly byte[] values;

    internal IntegerTensor(Parameter parameter, IntegerForm form, int channelAxis)
    {
        this.parameter = parameter;
        Form = form;
        output = ChannelLayout.For(parameter.Shape, channelAxis);
        layout = form.Granularity == Granularity.Tensor ? ChannelLayout.WholeTensor(parameter.Values.Length) : output;
        var quantized = Quantizer.Quantize(MemoryMarshal.AsBytes<float>(parameter.Values), FloatType.Binary32, layout, form.Scheme);
        scales = [.. quantized.Scales];
        zeroPoints = quantized.ZeroPoints.ToArray();
        original = quantized.Values.ToArray();
        values = quantized.Values.ToArray();
        Restore();
    }

    /// <summary>Name of the weight.</summary>
    public string Name => parameter.Name;

    /// <summary>Extents of the weight.</summary>
    public IReadOnlyList<long> Shape => parameter.Shape;

    /// <summary>How bytes stand for values.</summary>
    public IntegerForm Form { get; }

    /// <summary>Number of elements, and of bytes.</summary>
    public int Length => values.Length;

    /// <summary>The bytes as they stand, row-major.</summary>
    public ReadOnlySpan<byte> Values => values;

    /// <summary>The bytes before any attack.</summary>
    public ReadOnlySpan<byte> Original => original;

    /// <summary>Bits in which the bytes differ from the original.</summary>
    public int Distance
    {
        get
        {
            int bits = 0;
            for (int i = 0; i < values.Length; i++)
            {
                bits += values[i] == original[i] ? 0 : BitOperations.PopCount((uint)(values[i] ^ original[i]));
            }

            return bits;
        }
    }

    /// <summary>What one step of an element's integer is worth.</summary>
    public double Scale(int element) => scales[Scaled(element)];

    /// <summary>By how much a flip would change an element's value.</summary>
    public double Growth(int element, int bit) => Form.Growth(values[element], bit) * Scale(element);

    /// <summary>Flips a bit.</summary>
    public void Flip(int element, int bit) => Write(element, (byte)(values[element] ^ (1 << bit)));

    /// <summary>Stores a byte.</summary>
    public void Write(int element, byte stored)
    {
        values[element] = stored;
        parameter.Values[element] = (float)Value(element, stored);
    }

    /// <summary>Puts an element a number of steps from where it stood originally, as far as its range goes.</summary>
    public void Place(int element, int steps) => Write(element, Form.Scheme == QuantizationScheme.Affine
        ? (byte)Math.Clamp(original[element] + steps, byte.MinValue, byte.MaxValue)
        : unchecked((byte)Math.Clamp((sbyte)original[element] + steps, sbyte.MinValue, sbyte.MaxValue)));

    /// <summary>The byte that stands for a value as nearly as its range lets it.</summary>
    public byte Nearest(int element, double value)
    {
        double integer = Math.Round(value / Scale(element));
        return Form.Scheme == QuantizationScheme.Affine
            ? (byte)Math.Clamp(integer + zeroPoints[Scaled(element)], byte.MinValue, byte.MaxValue)
            : unchecked((byte)(sbyte)Math.Clamp(integer, sbyte.MinValue, sbyte.MaxValue));
    }

    /// <summary>The value that a byte of an element stands for.</summary>
    public double Value(int element, byte stored) => IntegerOf(element, stored) * Scale(element);

    /// <summary>Output channels of the weight.</summary>
    public int Channels => output.Channels;

    /// <summary>The output channel of an element.</summary>
    public int Channel(int element) => element / output.Inner % output.Channels;

    /// <summary>Takes everything back.</summary>
    public void Restore()
    {
        for (int i = 0; i < values.Length; i++)
        {
            Write(i, original[i]);
        }
    }

    private int Scaled(int element) => element / layout.Inner % layout.Channels;

    private int IntegerOf(int element, byte stored) =>
        Form.Scheme == QuantizationScheme.Affine ? stored - zeroPoints[Scaled(element)] : (sbyte)stored;
}
