using ParDef.Artifacts.Errors;
using ParDef.Artifacts.Format;
using ParDef.Artifacts.Packing;
using ParDef.Artifacts.Reparameterizing;
using ParDef.Quantization;
using ParDef.Reparameterization.Symmetry;

namespace ParDef.Artifacts.Opening;

/// <summary>Where the parts of one tensor lie in the streams and in the model file, checked against both.</summary>
internal sealed record TensorPlacement
{
    public required int Position { get; init; }

    public required int Length { get; init; }

    public required int ModelOffset { get; init; }

    public required TensorEncoding Encoding { get; init; }

    public required FloatType Type { get; init; }

    public required ChannelLayout Layout { get; init; }

    public required int Elements { get; init; }

    /// <summary>Offset in the stream of kept contents, or of integers.</summary>
    public required int ContentOffset { get; init; }

    public required int ScalesOffset { get; init; }

    /// <summary>What of it is stored rewritten; null if nothing is.</summary>
    public required PlannedTensor? Rewritten { get; init; }

    /// <summary>Places all tensors of a manifest; every stream must be used up exactly.</summary>
    /// <exception cref="ParDefException"><see cref="ErrorCode.Forged"/>: the tensor table contradicts the streams.</exception>
    public static IReadOnlyList<TensorPlacement> Place(Manifest manifest, Func<PayloadStream, long> streamLength)
    {
        var channels = manifest.Reparameterization is { } rewriting ? Channels.Of(rewriting) : null;
        var placed = new List<TensorPlacement>(manifest.Tensors.Count);
        long skeletonLength = streamLength(PayloadStream.Skeleton);
        ulong position = 0;
        long cut = 0, kept = 0, scales = 0, integers = 0;
        foreach (var entry in manifest.Tensors)
        {
            if (entry.Position < position || entry.Position > (ulong)skeletonLength || entry.Length > Limits.FileBytes)
            {
                throw Refused(entry);
            }

            position = entry.Position;
            var encoding = (TensorEncoding)entry.Encoding;
            var (type, layout, elements) = Shape(entry);
            placed.Add(new TensorPlacement
            {
                Position = (int)position,
                Length = (int)entry.Length,
                ModelOffset = ToInt(entry, (long)position + cut),
                Encoding = encoding,
                Type = type,
                Layout = layout,
                Elements = elements,
                ContentOffset = ToInt(entry, encoding == TensorEncoding.Kept ? kept : integers),
                ScalesOffset = ToInt(entry, scales),
                Rewritten = Rewriting(entry, channels),
            });
            cut += (long)entry.Length;
            kept += encoding == TensorEncoding.Kept ? (long)entry.Length : 0;
            integers += elements;
            scales += encoding == TensorEncoding.Kept ? 0
                : layout.Channels * (ElementTypes.ScaleBytes(type) + (encoding == TensorEncoding.Affine ? 1L : 0));
            if (kept > streamLength(PayloadStream.Kept) || integers > streamLength(PayloadStream.Integers) || scales > streamLength(PayloadStream.Scales)
                || skeletonLength + cut > Limits.FileBytes)
            {
                throw Refused(entry);
            }
        }

        bool usedUp = kept == streamLength(PayloadStream.Kept)
            && integers == streamLength(PayloadStream.Integers)
            && scales == streamLength(PayloadStream.Scales);
        return usedUp ? placed : throw new ParDefException(ErrorCode.Forged, "the tensor table does not use up its streams");
    }

    private static (FloatType Type, ChannelLayout Layout, int Elements) Shape(TensorEntry entry)
    {
        if (entry.Encoding == (uint)TensorEncoding.Kept)
        {
            return entry.Channels == 0 && entry.Inner == 0 ? (default, default, 0) : throw Refused(entry);
        }

        if (entry.Encoding > (uint)TensorEncoding.Symmetric || !ElementTypes.TryGetFloat(entry.ElementType, out var type))
        {
            throw Refused(entry);
        }

        ulong elements = entry.Length / (ulong)ElementTypes.Bytes(type);
        bool divides = entry.Length == elements * (ulong)ElementTypes.Bytes(type)
            && elements > 0
            && entry.Channels is > 0 and <= int.MaxValue
            && entry.Inner > 0
            && entry.Inner <= elements
            && entry.Channels <= elements / entry.Inner
            && elements % (entry.Channels * entry.Inner) == 0;
        if (!divides)
        {
            throw Refused(entry);
        }

        long outer = (long)(elements / (entry.Channels * entry.Inner));
        return (type, new ChannelLayout(outer, (int)entry.Channels, (int)entry.Inner), (int)elements);
    }

    private static PlannedTensor? Rewriting(TensorEntry entry, Channels? channels)
    {
        if (channels is null || entry.Parts.Count == 0)
        {
            return null;
        }

        return TensorParts.Decode(entry, channels) ?? throw Refused($"the reparameterization does not fit \"{entry.Name}\"");
    }

    private static int ToInt(TensorEntry entry, long value) => value <= Limits.FileBytes ? (int)value : throw Refused(entry);

    private static ParDefException Refused(TensorEntry entry) => Refused($"the tensor table contradicts the streams at \"{entry.Name}\"");

    private static ParDefException Refused(string what) => new(ErrorCode.Forged, what);
}
