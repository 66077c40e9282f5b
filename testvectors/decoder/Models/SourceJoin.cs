using System.Buffers.Binary;
using ParDef.IndependentDecoder.Payload;

namespace ParDef.IndependentDecoder.Models;

/// <summary>Puts the source together: the skeleton with the contents of the tensors (section 10).</summary>
public static class SourceJoin
{
    private const int MostSourceBytes = 2_147_483_591;

    /// <summary>The model file, followed by its external files.</summary>
    public static byte[] Join(Manifest manifest, IReadOnlyList<byte[]> streams)
    {
        byte[] skeleton = streams[1];
        ulong total = (ulong)skeleton.Length;
        foreach (var tensor in manifest.Tensors)
        {
            total += tensor.Length;
            RefusedException.Unless(total <= MostSourceBytes, "the source is too large");
            RefusedException.Unless(tensor.Position <= (ulong)skeleton.Length, "a position behind the skeleton");
        }

        var rewriting = manifest.Reparameterization is null ? null : new Rewriting(manifest.Reparameterization);
        var source = new MemoryStream();
        var taken = new int[5];
        int from = 0;
        foreach (var tensor in manifest.Tensors)
        {
            source.Write(skeleton, from, (int)tensor.Position - from);
            from = (int)tensor.Position;
            byte[] content = tensor.Encoding == 0 ? Take(streams, taken, 2, tensor.Length) : Quantized(tensor, streams, taken);
            source.Write(rewriting is null ? content : rewriting.TakeBack(tensor, content));
        }

        source.Write(skeleton, from, skeleton.Length - from);
        RefusedException.Unless(Enumerable.Range(2, 3).All(stream => taken[stream] == streams[stream].Length), "a stream is not used up");
        RefusedException.Unless(
            manifest.Files.Aggregate((UInt128)0, (sum, file) => sum + file.Length) <= (UInt128)source.Length, "the external files are longer than the source");
        return source.ToArray();
    }

    private static byte[] Quantized(TensorEntry tensor, IReadOnlyList<byte[]> streams, int[] taken)
    {
        ulong elements = tensor.Length / tensor.ElementBytes;
        byte[] scales = Take(streams, taken, 3, tensor.Channels * (ulong)tensor.ScaleBytes);
        byte[] zeros = tensor.Encoding == 1 ? Take(streams, taken, 3, tensor.Channels) : [];
        byte[] integers = Take(streams, taken, 4, elements);
        var content = new List<byte>((int)tensor.Length);
        for (int i = 0; i < integers.Length; i++)
        {
            int channel = (int)((ulong)i / tensor.Inner % tensor.Channels);
            int steps = tensor.Encoding == 1 ? integers[i] - zeros[channel] : (sbyte)integers[i];
            double scale = tensor.ScaleBytes == 8
                ? BinaryPrimitives.ReadDoubleLittleEndian(scales.AsSpan(8 * channel))
                : BinaryPrimitives.ReadSingleLittleEndian(scales.AsSpan(4 * channel));
            content.AddRange(Dequantizer.Element(tensor.ElementType, steps, scale));
        }

        return [.. content];
    }

    private static byte[] Take(IReadOnlyList<byte[]> streams, int[] taken, int stream, ulong bytes)
    {
        RefusedException.Unless(bytes <= (ulong)(streams[stream].Length - taken[stream]), $"stream {stream} is too short");
        byte[] result = streams[stream].AsSpan(taken[stream], (int)bytes).ToArray();
        taken[stream] += (int)bytes;
        return result;
    }
}
