using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using Google.Protobuf;
using ParDef.Artifacts.Errors;
using ParDef.Artifacts.Format;
using ParDef.Artifacts.Protecting;
using ParDef.Artifacts.Reparameterizing;
using ParDef.Onnx.Reading;
using ParDef.Quantization;

namespace ParDef.Artifacts.Packing;

/// <summary>Model to payload: skeleton, tensors, blocks, manifest (docs/format.md sections 9 to 11).</summary>
internal static class ModelPacker
{
    /// <summary>Packs a model by its plan.</summary>
    /// <exception cref="OverflowException">A stream longer than an array.</exception>
    /// <exception cref="ParDefException"><see cref="ErrorCode.Unsupported"/>: more channels than the format carries, or scaling makes a weight infinite.</exception>
    public static PackedPayload Pack(OnnxModel model, IReadOnlyList<TensorPlan> plans, ProtectOptions options, CancellationToken cancellation)
    {
        var keyed = options.Reparameterize ? KeyedWeights.Draw(model, options.Scales) : null;
        var manifest = new Manifest
        {
            Id = options.Id,
            Revision = options.Revision,
            Granularity = (uint)options.Granularity,
            Lossless = options.Lossless,
            Reparameterization = keyed?.Entry,
        };
        byte[]? digest = null;
        ReadOnlyMemory<byte>[] streams = [];
        try
        {
            Parallel.Invoke(
                new ParallelOptions { CancellationToken = cancellation },
                () => digest = SHA256.HashData(model.Source.Span),
                () => streams = MakeStreams(model, plans, keyed, options, manifest));
        }
        catch (AggregateException failures) when (failures.Flatten().InnerExceptions.OfType<ParDefException>().FirstOrDefault() is { } refusal)
        {
            ExceptionDispatchInfo.Throw(refusal);
        }

        manifest.Files.AddRange(model.ExternalFiles.Select(file => new FileEntry { Name = file.Name, Length = (ulong)file.Content.Length }));
        manifest.SourceDigest = UnsafeByteOperations.UnsafeWrap(digest);
        return Assemble(manifest, MakeBlocks(streams, options.Compression, cancellation));
    }

    /// <summary>The four streams, and the tensor table of the manifest.</summary>
    private static ReadOnlyMemory<byte>[] MakeStreams(OnnxModel model, IReadOnlyList<TensorPlan> plans, KeyedWeights? keyed, ProtectOptions options, Manifest manifest)
    {
        long[] lengths = [.. plans.Select(plan => plan.Quantized?.Elements ?? 0)];
        var integers = GC.AllocateUninitializedArray<byte>(checked((int)lengths.Sum()));
        var quantized = new QuantizedTensor?[plans.Count];
        var rooms = new ConcurrentBag<byte[]>();
        Parallel.For(0, plans.Count, i =>
        {
            if (plans[i].Quantized is { } layout)
            {
                var room = integers.AsMemory((int)lengths.Take(i).Sum(), (int)lengths[i]);
                UseContent(model, plans[i], keyed, rooms, content => quantized[i] = Quantizer.Quantize(content, plans[i].Type, layout, options.Scheme, room));
            }
        });

        using var kept = new MemoryStream();
        using var scales = new MemoryStream();
        long cut = 0;
        for (int i = 0; i < plans.Count; i++)
        {
            var tensor = plans[i].Tensor;
            var entry = new TensorEntry
            {
                Name = tensor.Name,
                Position = (ulong)(tensor.Offset - cut),
                Length = (ulong)tensor.Length,
                ElementType = (uint)tensor.ElementType,
            };
            if (quantized[i] is { } q)
            {
                entry.Encoding = (uint)(options.Scheme == QuantizationScheme.Affine ? TensorEncoding.Affine : TensorEncoding.Symmetric);
                entry.Channels = (uint)q.Layout.Channels;
                entry.Inner = (ulong)q.Layout.Inner;
                WriteScales(scales, q);
            }
            else
            {
                UseContent(model, plans[i], keyed, rooms, kept.Write);
            }

            entry.Parts.Add(keyed?.PartsOf(plans[i].Proto) ?? []);
            manifest.Tensors.Add(entry);
            cut += tensor.Length;
        }

        byte[] skeleton = Skeleton.Cut(model.Source.Span, [.. plans.Select(plan => (plan.Tensor.Offset, plan.Tensor.Length))]);
        return [skeleton, kept.ToArray(), scales.ToArray(), integers];
    }

    /// <summary>
    /// Gives the content of a tensor as it is stored. Only tensors that are at work are ever copied, into rooms that are used again and, unlike those of a
    /// shared pool, are garbage when the last is done.
    /// </summary>
    private static void UseContent(OnnxModel model, TensorPlan plan, KeyedWeights? keyed, ConcurrentBag<byte[]> rooms, Use use)
    {
        var content = model.Source.Span.Slice(plan.Tensor.Offset, plan.Tensor.Length);
        if (keyed?.Changes(plan.Proto) != true)
        {
            use(content);
            return;
        }

        byte[] room = rooms.TryTake(out byte[]? used) && used.Length >= content.Length ? used : GC.AllocateUninitializedArray<byte>(content.Length);
        keyed.Rewrite(plan.Proto, content, room.AsSpan(0, content.Length));
        use(room.AsSpan(0, content.Length));
        rooms.Add(room);
    }

    private delegate void Use(ReadOnlySpan<byte> content);

    private static void WriteScales(MemoryStream stream, QuantizedTensor tensor)
    {
        Span<byte> bytes = stackalloc byte[sizeof(double)];
        foreach (double scale in tensor.Scales)
        {
            if (ElementTypes.ScaleBytes(tensor.Type) == sizeof(double))
            {
                BinaryPrimitives.WriteDoubleLittleEndian(bytes, scale);
                stream.Write(bytes);
            }
            else
            {
                BinaryPrimitives.WriteSingleLittleEndian(bytes, (float)scale);
                stream.Write(bytes[..sizeof(float)]);
            }
        }

        stream.Write(tensor.ZeroPoints.Span);
    }

    private static (PayloadStream Stream, int Length, ReadOnlyMemory<byte> Stored)[] MakeBlocks(
        ReadOnlyMemory<byte>[] streams, BlockCompression compression, CancellationToken cancellation)
    {
        var plain = new List<(PayloadStream Stream, ReadOnlyMemory<byte> Content)>();
        foreach (var stream in Enum.GetValues<PayloadStream>())
        {
            var content = streams[(int)stream - 1];
            for (int start = 0; start < content.Length; start += Limits.BlockBytes)
            {
                plain.Add((stream, content.Slice(start, Math.Min(Limits.BlockBytes, content.Length - start))));
            }
        }

        var blocks = new (PayloadStream, int, ReadOnlyMemory<byte>)[plain.Count];
        Parallel.For(0, blocks.Length, new ParallelOptions { CancellationToken = cancellation }, i =>
        {
            var (stream, content) = plain[i];
            blocks[i] = (stream, content.Length, BlockCodec.Encode(content, stream, compression));
        });
        return blocks;
    }

    private static PackedPayload Assemble(Manifest manifest, (PayloadStream Stream, int Length, ReadOnlyMemory<byte> Stored)[] blocks)
    {
        foreach (var (stream, length, stored) in blocks)
        {
            manifest.Blocks.Add(new BlockEntry { Stream = (uint)stream, Length = (ulong)length, StoredLength = (ulong)stored.Length });
        }

        // The manifest is always compressed where that helps: nothing needs a fixed place in it.
        byte[] plain = ManifestCodec.Encode(manifest);
        var storedManifest = BlockCodec.Encode(plain, PayloadStream.Skeleton, BlockCompression.Auto);
        var payload = new byte[checked(storedManifest.Length + blocks.Sum(block => block.Stored.Length))];
        storedManifest.CopyTo(payload);
        int position = storedManifest.Length;
        foreach (var (_, _, stored) in blocks)
        {
            stored.CopyTo(payload.AsMemory(position));
            position += stored.Length;
        }

        return new PackedPayload(payload, storedManifest.Length, plain.Length);
    }
}
