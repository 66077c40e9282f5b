using ParDef.IndependentDecoder.Models;
using ParDef.IndependentDecoder.Payload;

namespace ParDef.TestVectors.Building;

/// <summary>A tensor of a tiny model and the way it is carried.</summary>
/// <param name="Name">Its name.</param>
/// <param name="ElementType">ONNX element type.</param>
/// <param name="Dims">Extents.</param>
/// <param name="Content">Its bytes in the restored model.</param>
public sealed record TinyTensor(string Name, int ElementType, int[] Dims, byte[] Content)
{
    public int Encoding { get; init; }

    public int Channels { get; init; }

    public int Inner { get; init; }

    /// <summary>Scales and zero points as they stand in stream 3.</summary>
    public byte[] Scales { get; init; } = [];

    /// <summary>Integers as they stand in stream 4.</summary>
    public byte[] Integers { get; init; } = [];

    /// <summary>Bytes as they stand in stream 2.</summary>
    public byte[] Stored { get; init; } = Content;

    /// <summary>What of it is stored rewritten.</summary>
    public IReadOnlyList<PartEntry> Parts { get; init; } = [];

    /// <summary>A tensor that is kept.</summary>
    public static TinyTensor Kept(string name, int elementType, int[] dims, byte[] content) => new(name, elementType, dims, content);

    /// <summary>A quantized tensor of channels along its first axis, from its integers, zero points (none: symmetric) and scales.</summary>
    public static TinyTensor Quantized(string name, int elementType, int channels, int inner, byte[] integers, byte[] zeros, double[] scales) =>
        new(name, elementType, [integers.Length / inner, inner], Back(elementType, channels, inner, integers, zeros, scales))
        {
            Encoding = zeros.Length > 0 ? 1 : 2,
            Channels = channels,
            Inner = inner,
            Scales =
            [
                .. scales.SelectMany(scale => elementType == 11 ? BitConverter.GetBytes(scale) : BitConverter.GetBytes((float)scale)), .. zeros,
            ],
            Integers = integers,
        };

    /// <summary>The tensor of the model from which its present content comes by rewriting these parts.</summary>
    public TinyTensor From(Reparameterization rewriting, params PartEntry[] parts) =>
        this with { Parts = parts, Content = new Rewriting(rewriting).TakeBack(Entry(0) with { Parts = parts }, Content) };

    /// <summary>Its line in the manifest.</summary>
    public TensorEntry Entry(int position) => new(
        System.Text.Encoding.UTF8.GetBytes(Name), (ulong)position, (ulong)Content.Length, (ulong)Encoding, (ulong)ElementType, (ulong)Channels, (ulong)Inner)
    { Parts = Parts };

    private static byte[] Back(int elementType, int channels, int inner, byte[] integers, byte[] zeros, double[] scales) =>
    [
        .. integers.SelectMany((integer, i) =>
        {
            int channel = i / inner % channels;
            int steps = zeros.Length > 0 ? integer - zeros[channel] : (sbyte)integer;
            return Dequantizer.Element((ulong)elementType, steps, elementType == 11 ? scales[channel] : (float)scales[channel]);
        }),
    ];
}
