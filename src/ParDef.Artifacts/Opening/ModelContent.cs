using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using ParDef.Artifacts.Errors;
using ParDef.Artifacts.Format;
using ParDef.Artifacts.Identity;
using ParDef.Artifacts.Packing;
using ParDef.Artifacts.Recovering;
using ParDef.Onnx.External;
using ParDef.Onnx.Reading;
using ParDef.Quantization;
using ParDef.Reparameterization.Keyed;
using ParDef.Reparameterization.Rewriting;

namespace ParDef.Artifacts.Opening;

/// <summary>A verified payload and its manifest, and the model file made from them (docs/format.md sections 9 to 11a).</summary>
internal sealed class ModelContent
{
    private readonly ReadOnlyMemory<byte> _payload;
    private readonly int _manifestStoredLength;
    private readonly long[] _streamLengths = new long[Enum.GetValues<PayloadStream>().Length];
    private readonly IReadOnlyList<TensorPlacement> _tensors;

    private ModelContent(ReadOnlyMemory<byte> payload, int manifestStoredLength, Manifest manifest)
    {
        _payload = payload;
        _manifestStoredLength = manifestStoredLength;
        Manifest = manifest;
        CheckBlocks();
        _tensors = TensorPlacement.Place(manifest, StreamLength);
        if (ExternalBytes > StreamLength(PayloadStream.Skeleton) + _tensors.Sum(tensor => (long)tensor.Length))
        {
            throw Refused("the external files are longer than the source");
        }

        Identity = new ArtifactIdentity(manifest.Id, manifest.Revision, Convert.ToHexStringLower(SHA256.HashData(payload.Span)));
    }

    public Manifest Manifest { get; }

    /// <summary>Identity, revision and digest of the content.</summary>
    public ArtifactIdentity Identity { get; }

    /// <summary>Reads and checks the manifest of a recovered payload.</summary>
    /// <exception cref="ParDefException"><see cref="ErrorCode.Forged"/>: authenticated, and still not of this format.</exception>
    public static ModelContent Open(Recovery recovery)
    {
        int stored = (int)recovery.Header.ManifestStoredLength;
        var bytes = new byte[recovery.Header.ManifestLength];
        if (!BlockCodec.TryDecode(Segment(recovery.Payload[..stored]), bytes))
        {
            throw Refused("the manifest does not decompress to its length");
        }

        return new ModelContent(recovery.Payload, stored, ManifestCodec.Decode(bytes));
    }

    /// <summary>Bytes of a stream before compression.</summary>
    public long StreamLength(PayloadStream stream) => _streamLengths[(int)stream - 1];

    /// <summary>Names of the tensors that have bytes in one of the payload pages.</summary>
    public IReadOnlyList<string> TensorsIn(IReadOnlyList<int> pages)
    {
        if (pages.Count == 0)
        {
            return [];
        }

        var hit = new HitBytes(Manifest, _manifestStoredLength, pages);
        return [.. _tensors
            .Zip(Manifest.Tensors)
            .Where(pair => pair.First.Encoding == TensorEncoding.Kept
                ? hit.Touches(PayloadStream.Kept, pair.First.ContentOffset, pair.First.Length)
                : hit.Touches(PayloadStream.Integers, pair.First.ContentOffset, pair.First.Elements))
            .Select(pair => pair.Second.Name)];
    }

    /// <summary>True if the model has external files.</summary>
    public bool HasExternalFiles => Manifest.Files.Count > 0;

    /// <summary>The model file and its external files.</summary>
    public RestoredFiles RestoreFiles(ModelForm form, CancellationToken cancellation)
    {
        ReadOnlyMemory<byte> source = RestoreSource(form, cancellation);
        int position = source.Length - (int)ExternalBytes;
        var model = source[..position];
        var external = new List<ExternalFile>();
        foreach (var file in Manifest.Files)
        {
            external.Add(new ExternalFile(file.Name, source.Slice(position, (int)file.Length)));
            position += (int)file.Length;
        }

        return new RestoredFiles(model, external);
    }

    /// <summary>The source: the model file, and behind it its external files.</summary>
    public byte[] RestoreSource(ModelForm form, CancellationToken cancellation)
    {
        var key = form == ModelForm.Original ? DrawKey() : null;
        byte[][] streams = [.. Enum.GetValues<PayloadStream>().Select(stream => new byte[StreamLength(stream)])];
        ReadStreams(streams, (_, _, _) => true, cancellation);
        var model = new byte[streams[0].Length + _tensors.Sum(tensor => (long)tensor.Length)];
        Skeleton.Join(streams[0], [.. _tensors.Select(tensor => (tensor.Position, tensor.Length))], model);
        Parallel.ForEach(_tensors, new ParallelOptions { CancellationToken = cancellation }, tensor =>
        {
            var content = model.AsSpan(tensor.ModelOffset, tensor.Length);
            if (key is null || tensor.Rewritten is not { } rewritten)
            {
                Fill(tensor, streams, content);
                return;
            }

            byte[] room = ArrayPool<byte>.Shared.Rent(tensor.Length);
            Fill(tensor, streams, room.AsSpan(0, tensor.Length));
            TensorRewriter.Undo(rewritten, key, room.AsSpan(0, tensor.Length), content);
            ArrayPool<byte>.Shared.Return(room);
        });
        return model;
    }

    /// <summary>Some bytes of the source in its reparameterized form. Only the blocks and tensors that they lie in are decoded.</summary>
    /// <param name="offset">First byte of the source.</param>
    /// <param name="content">Where they go.</param>
    public void ReadSource(int offset, Span<byte> content)
    {
        long end = (long)offset + content.Length;
        var tensors = _tensors.Where(tensor => tensor.ModelOffset < end && offset < tensor.ModelOffset + tensor.Length).ToList();
        byte[][] streams = [.. Enum.GetValues<PayloadStream>().Select(stream => GC.AllocateUninitializedArray<byte>((int)StreamLength(stream)))];
        ReadStreams(
            streams,
            (stream, first, last) => stream == PayloadStream.Skeleton || tensors.Exists(tensor => Needs(tensor, stream, first, last)),
            CancellationToken.None);
        int written = 0;
        foreach (var tensor in tensors)
        {
            int before = Math.Max(0, tensor.ModelOffset - offset);
            ReadSkeleton(streams[0], offset + written, content[written..before]);
            var whole = new byte[tensor.Length];
            Fill(tensor, streams, whole);
            int skipped = Math.Max(0, offset - tensor.ModelOffset);
            int taken = Math.Min(tensor.Length - skipped, content.Length - before);
            whole.AsSpan(skipped, taken).CopyTo(content[before..]);
            written = before + taken;
        }

        ReadSkeleton(streams[0], offset + written, content[written..]);
    }

    private static bool Needs(TensorPlacement tensor, PayloadStream stream, long start, long end)
    {
        var (offset, length) = stream switch
        {
            PayloadStream.Kept when tensor.Encoding == TensorEncoding.Kept => (tensor.ContentOffset, (long)tensor.Length),
            PayloadStream.Integers when tensor.Encoding != TensorEncoding.Kept => (tensor.ContentOffset, tensor.Elements),
            PayloadStream.Scales when tensor.Encoding != TensorEncoding.Kept => (tensor.ScalesOffset, (ElementTypes.ScaleBytes(tensor.Type) + 1L) * tensor.Layout.Channels),
            _ => (0, 0L),
        };
        return offset < end && start < offset + length;
    }

    /// <summary>Bytes of the source that lie in no tensor.</summary>
    private void ReadSkeleton(byte[] skeleton, int offset, Span<byte> content)
    {
        // An empty range may lie inside of a tensor, where the skeleton has no place.
        if (!content.IsEmpty)
        {
            int before = _tensors.Where(tensor => tensor.ModelOffset < offset).Sum(tensor => tensor.Length);
            skeleton.AsSpan(offset - before, content.Length).CopyTo(content);
        }
    }

    private DrawnKey? DrawKey() => Manifest.Reparameterization is { } drawn
        ? DrawnKey.Draw([.. drawn.Orbits.Select(channels => (int)channels)], (int)drawn.Factors, drawn.Seed.Span, (ScaleLaw)drawn.Law)
        : null;

    // Not more than the number of files times the length of one, which the manifest was checked for.
    private long ExternalBytes => Manifest.Files.Sum(file => (long)file.Length);

    /// <summary>Blocks lie one behind the other, streams ascend, all but the last block of a stream are full, nothing is left over.</summary>
    private void CheckBlocks()
    {
        long end = _manifestStoredLength;
        BlockEntry? previous = null;
        foreach (var block in Manifest.Blocks)
        {
            bool inOrder = block.Stream is >= 1 and <= 4
                && (previous is null || block.Stream > previous.Stream || (block.Stream == previous.Stream && previous.Length == Limits.BlockBytes));
            bool sized = block.Length is > 0 and <= Limits.BlockBytes && block.StoredLength > 0 && block.StoredLength <= block.Length;
            if (!inOrder || !sized)
            {
                throw Refused("the block table is not in order");
            }

            end += (long)block.StoredLength;
            _streamLengths[block.Stream - 1] += (long)block.Length;
            if (_streamLengths[block.Stream - 1] > Limits.FileBytes)
            {
                throw Refused("a stream is longer than a model can be");
            }

            previous = block;
        }

        if (end != _payload.Length)
        {
            throw Refused("the blocks do not fill the payload");
        }
    }

    /// <summary>Decodes the blocks, by stream, first byte and end, that are wanted.</summary>
    private void ReadStreams(byte[][] streams, Func<PayloadStream, long, long, bool> isWanted, CancellationToken cancellation)
    {
        var jobs = new List<(ReadOnlyMemory<byte> Stored, Memory<byte> Block)>();
        int position = _manifestStoredLength;
        var filled = new int[streams.Length];
        foreach (var block in Manifest.Blocks)
        {
            int stream = (int)block.Stream - 1;
            if (isWanted((PayloadStream)block.Stream, filled[stream], filled[stream] + (long)block.Length))
            {
                jobs.Add((_payload.Slice(position, (int)block.StoredLength), streams[stream].AsMemory(filled[stream], (int)block.Length)));
            }

            position += (int)block.StoredLength;
            filled[stream] += (int)block.Length;
        }

        int bad = 0;
        Parallel.ForEach(jobs, new ParallelOptions { CancellationToken = cancellation }, job =>
        {
            if (!BlockCodec.TryDecode(Segment(job.Stored), job.Block.Span))
            {
                Interlocked.Increment(ref bad);
            }
        });
        if (bad > 0)
        {
            throw Refused("a block does not decompress to its length");
        }
    }

    private static void Fill(TensorPlacement tensor, byte[][] streams, Span<byte> content)
    {
        if (tensor.Encoding == TensorEncoding.Kept)
        {
            streams[(int)PayloadStream.Kept - 1].AsSpan(tensor.ContentOffset, tensor.Length).CopyTo(content);
            return;
        }

        var scaleBytes = streams[(int)PayloadStream.Scales - 1].AsSpan(tensor.ScalesOffset);
        int channels = tensor.Layout.Channels;
        var scales = new double[channels];
        for (int c = 0; c < channels; c++)
        {
            scales[c] = ElementTypes.ScaleBytes(tensor.Type) == sizeof(double)
                ? BinaryPrimitives.ReadDoubleLittleEndian(scaleBytes[(8 * c)..])
                : BinaryPrimitives.ReadSingleLittleEndian(scaleBytes[(4 * c)..]);
        }

        bool affine = tensor.Encoding == TensorEncoding.Affine;
        Quantizer.Dequantize(
            new QuantizedTensor
            {
                Type = tensor.Type,
                Scheme = affine ? QuantizationScheme.Affine : QuantizationScheme.Symmetric,
                Layout = tensor.Layout,
                Values = streams[(int)PayloadStream.Integers - 1].AsMemory(tensor.ContentOffset, tensor.Elements),
                Scales = scales,
                ZeroPoints = affine ? scaleBytes.Slice(ElementTypes.ScaleBytes(tensor.Type) * channels, channels).ToArray() : [],
            },
            content);
    }

    private static ArraySegment<byte> Segment(ReadOnlyMemory<byte> memory) =>
        MemoryMarshal.TryGetArray(memory, out var segment) ? segment : memory.ToArray();

    private static ParDefException Refused(string what) => new(ErrorCode.Forged, what);
}
