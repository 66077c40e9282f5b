using ParDef.Artifacts.Errors;
using ParDef.Artifacts.Format;
using ParDef.Artifacts.Identity;
using ParDef.Artifacts.Keys;
using ParDef.Artifacts.Opening;
using ParDef.Artifacts.Packing;
using ParDef.Artifacts.Recovering;
using ParDef.ErrorCorrection.Construction;
using ParDef.Onnx.Reading;
using ParDef.Quantization;
using ParDef.Reparameterization.Keyed;

namespace ParDef.Artifacts.Inspecting;

/// <summary>What is inside an artifact, authenticated.</summary>
public sealed record Inspection
{
    /// <summary>Identity, revision, digest of the content.</summary>
    public required ArtifactIdentity Identity { get; init; }

    /// <summary>Header fields.</summary>
    public required Header Header { get; init; }

    /// <summary>Layout and geometry.</summary>
    public required FileLayout Layout { get; init; }

    /// <summary>Bytes of the model file that was protected.</summary>
    public required long SourceBytes { get; init; }

    /// <summary>SHA-256 of that file, hexadecimal.</summary>
    public required string SourceDigest { get; init; }

    /// <summary>Bytes of the artifact as written.</summary>
    public required long ArtifactBytes { get; init; }

    /// <summary>How much smaller the artifact is, in percent of the source.</summary>
    public double ReductionPercent => 100.0 * (SourceBytes - ArtifactBytes) / SourceBytes;

    /// <summary>The size account.</summary>
    public required SizeAccount Account { get; init; }

    /// <summary>Granularity of the scales.</summary>
    public required Granularity Granularity { get; init; }

    /// <summary>True if no tensor was quantized by choice.</summary>
    public required bool Lossless { get; init; }

    /// <summary>How the channels of reparameterized weights are scaled; null if the weights are stored in their own order.</summary>
    public required ScaleLaw? Scales { get; init; }

    /// <summary>Number of tensors.</summary>
    public required int Tensors { get; init; }

    /// <summary>Number of quantized tensors.</summary>
    public required int QuantizedTensors { get; init; }

    /// <summary>Quantized bytes of the model file over all tensor bytes in it, 0 to 1.</summary>
    public required double QuantizedShare { get; init; }

    /// <summary>Bytes in tensors of 16-bit elements and smaller over all tensor bytes in the model file, 0 to 1.</summary>
    public required double NarrowShare { get; init; }

    /// <summary>Bytes of the artifact that a model many times as large would hardly have more of: header copies, padding, and parity beyond the share of large models.</summary>
    public long FixedBytes => Account.Header + Account.Padding + Math.Max(0, Account.Parity - (long)(LargeParityShare * Layout.PayloadLength));

    /// <summary>Bits of the whole artifact for one quantized weight; null if there is none.</summary>
    public double? BitsPerWeight => Account.Weights == 0 ? null : 8.0 * ArtifactBytes / Account.Weights;

    /// <summary>Stored payload pages over all pages.</summary>
    public double CodeRate => (double)Layout.Geometry.PayloadPages / (Layout.Geometry.PayloadPages + Layout.Geometry.ParityPages);

    private double LargeParityShare
    {
        get
        {
            var largest = FileLayout.ForPayload(Limits.PayloadBytesOf(Header.Redundancy), Header.Redundancy);
            return (double)ParityBytes(largest.Geometry) / largest.PayloadLength;
        }
    }

    /// <summary>What was wrong with the payload.</summary>
    public required DamageReport Damage { get; init; }

    /// <summary>Inspects a clean or repairable file.</summary>
    /// <exception cref="ParDefException">Refused, or damaged beyond repair.</exception>
    public static Inspection Of(ReadOnlyMemory<byte> file, MasterKey master, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(master);
        using var recovery = Recovery.Run(file, master, RecoveryScope.Payload, cancellation);
        recovery.ThrowIfBeyondRepair();
        var content = ModelContent.Open(recovery);
        var tensors = content.Manifest.Tensors;
        long tensorBytes = tensors.Sum(tensor => (long)tensor.Length);
        double Share(long bytes) => tensorBytes == 0 ? 0 : (double)bytes / tensorBytes;
        var quantized = tensors.Where(tensor => tensor.Encoding != (uint)TensorEncoding.Kept).ToList();
        return new Inspection
        {
            Identity = content.Identity,
            Header = recovery.Header,
            Layout = recovery.Layout,
            SourceBytes = content.StreamLength(PayloadStream.Skeleton) + tensorBytes,
            SourceDigest = Convert.ToHexStringLower(content.Manifest.SourceDigest.Span),
            ArtifactBytes = recovery.Layout.FileBytes,
            Account = MakeAccount(recovery, content),
            Granularity = (Granularity)content.Manifest.Granularity,
            Lossless = content.Manifest.Lossless,
            Scales = content.Manifest.Reparameterization is { } rewriting ? (ScaleLaw)rewriting.Law : null,
            Tensors = tensors.Count,
            QuantizedTensors = quantized.Count,
            QuantizedShare = Share(quantized.Sum(tensor => (long)tensor.Length)),
            NarrowShare = Share(tensors.Where(tensor => ElementWidth.Bits((int)tensor.ElementType) <= 16).Sum(tensor => (long)tensor.Length)),
            Damage = recovery.Damage,
        };
    }

    private static long ParityBytes(CodeGeometry geometry) =>
        (long)geometry.Chains * CodeGeometry.ParityBlocks * (geometry.Sections + CodeGeometry.TailSections) * geometry.BlockBytes;

    private static SizeAccount MakeAccount(Recovery recovery, ModelContent content)
    {
        var layout = recovery.Layout;
        var geometry = layout.Geometry;
        long pages = geometry.PayloadPages + (long)geometry.ParityPages;
        long parity = ParityBytes(geometry);
        long plain = recovery.Header.ManifestLength + content.Manifest.Blocks.Sum(block => (long)block.Length);
        long headers = 3L * layout.HeaderCopies * Header.Bytes;
        return new SizeAccount
        {
            Weights = content.StreamLength(PayloadStream.Integers),
            Scales = content.StreamLength(PayloadStream.Scales),
            LosslessTensors = content.StreamLength(PayloadStream.Kept),
            Graph = content.StreamLength(PayloadStream.Skeleton) + recovery.Header.ManifestLength,
            SavedByCompression = layout.PayloadLength - plain,
            Parity = parity,
            Tags = pages * FileLayout.TagBytes,
            Header = headers,
            Padding = pages * FileLayout.PageContentBytes - layout.PayloadLength - parity + 3L * layout.HeaderBlockBytes - headers,
        };
    }
}
