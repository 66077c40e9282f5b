using System.Text;
using Google.Protobuf;
using ParDef.Artifacts.Errors;
using ParDef.Artifacts.Format;
using ParDef.Artifacts.Reparameterizing;
using ParDef.Onnx.External;
using ParDef.Reparameterization.Keyed;

namespace ParDef.Artifacts.Packing;

/// <summary>Manifest to bytes and back; only the canonical form is accepted (docs/format.md section 10).</summary>
internal static class ManifestCodec
{
    // Without unknown fields, what is encoded again equals what was read only if there were none.
    private static readonly MessageParser<Manifest> Canonical = Manifest.Parser.WithDiscardUnknownFields(true);

    public static byte[] Encode(Manifest manifest) => manifest.ToByteArray();

    /// <summary>Decodes and checks everything that the manifest alone can be checked for.</summary>
    /// <exception cref="ParDefException"><see cref="ErrorCode.Forged"/>: authenticated, and still not a manifest.</exception>
    public static Manifest Decode(ReadOnlySpan<byte> bytes)
    {
        Manifest manifest;
        try
        {
            manifest = Canonical.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException failure)
        {
            throw Refused("cannot be read", failure);
        }

        if (!manifest.ToByteArray().AsSpan().SequenceEqual(bytes))
        {
            throw Refused("is not in canonical form");
        }

        if (!IsIdentity(manifest.Id) || manifest.Revision == 0 || manifest.SourceDigest.Length != 32 || manifest.Granularity > 1)
        {
            throw Refused("has an identity or option out of range");
        }

        if (manifest.Files.Count > Limits.ExternalFiles
            || !manifest.Files.All(file => ExternalLocation.IsName(file.Name) && file.Length <= Limits.FileBytes)
            || manifest.Files.DistinctBy(file => file.Name).Count() != manifest.Files.Count)
        {
            throw Refused("lists external files out of range");
        }

        if (manifest.Tensors.Count > Limits.Tensors)
        {
            throw Refused($"lists more than {Limits.Tensors:N0} tensors");
        }

        if (manifest.Lossless && manifest.Tensors.Any(tensor => tensor.Encoding != (uint)TensorEncoding.Kept))
        {
            throw Refused("calls itself lossless and lists a quantized tensor");
        }

        if (manifest.Reparameterization is { } rewriting ? Channels.Of(rewriting) is null : manifest.Tensors.Any(tensor => tensor.Parts.Count > 0))
        {
            throw Refused("has a reparameterization out of range");
        }

        if (manifest.Lossless && manifest.Reparameterization is { Law: not (uint)ScaleLaw.None })
        {
            throw Refused("calls itself lossless and scales its tensors");
        }

        return manifest;
    }

    /// <summary>True for 1 to 256 bytes of UTF-8 without control characters.</summary>
    public static bool IsIdentity(string id) =>
        id.Length > 0 && Encoding.UTF8.GetByteCount(id) <= Limits.IdentityBytes && !id.Any(char.IsControl);

    private static ParDefException Refused(string what, Exception? inner = null) =>
        new(ErrorCode.Forged, $"the manifest {what}", inner: inner);
}
