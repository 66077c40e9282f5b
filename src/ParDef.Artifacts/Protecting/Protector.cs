using ParDef.Artifacts.Errors;
using ParDef.Artifacts.Format;
using ParDef.Artifacts.Keys;
using ParDef.Artifacts.Packing;
using ParDef.Artifacts.Recovering;
using ParDef.Artifacts.Sealing;
using ParDef.ErrorCorrection;
using ParDef.ErrorCorrection.Construction;
using ParDef.ErrorCorrection.Kernels;
using ParDef.Onnx.Reading;
using ParDef.Reparameterization.Keyed;

namespace ParDef.Artifacts.Protecting;

/// <summary>Makes an artifact from a model: quantize, pack, encrypt pages, code (docs/format.md).</summary>
public static class Protector
{
    /// <summary>Protects one model file under a fresh file key.</summary>
    /// <param name="model">The ONNX file, whole.</param>
    /// <param name="master">The user's key.</param>
    /// <param name="options">Identity and encoding.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="ParDefException">
    /// <see cref="ErrorCode.MalformedModel"/>, <see cref="ErrorCode.Unsupported"/>, or <see cref="ErrorCode.Usage"/> for options out of range.
    /// </exception>
    public static ProtectedFile Protect(ReadOnlyMemory<byte> model, MasterKey master, ProtectOptions options, CancellationToken cancellation = default) =>
        Protect(model, folder: null, master, options, cancellation);

    /// <summary>Protects one model file and the external files that it names under a fresh file key.</summary>
    /// <param name="model">The ONNX file, whole.</param>
    /// <param name="folder">Where its external files are read from; null refuses models with such files.</param>
    /// <param name="master">The user's key.</param>
    /// <param name="options">Identity and encoding.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="ParDefException">
    /// <see cref="ErrorCode.MalformedModel"/>, <see cref="ErrorCode.Unsupported"/>, <see cref="ErrorCode.FileAccess"/> for an external file that cannot be read,
    /// or <see cref="ErrorCode.Usage"/> for options out of range.
    /// </exception>
    public static ProtectedFile Protect(
        ReadOnlyMemory<byte> model, ModelFolder? folder, MasterKey master, ProtectOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(master);
        ArgumentNullException.ThrowIfNull(options);
        if (!ManifestCodec.IsIdentity(options.Id) || options.Revision == 0)
        {
            throw new ParDefException(
                ErrorCode.Usage, $"an id has 1 to {Limits.IdentityBytes} bytes without control characters, a revision is at least 1");
        }

        if (options.Scales != ScaleLaw.None && (options.Lossless || !options.Reparameterize))
        {
            throw new ParDefException(ErrorCode.Usage, "scales go neither with lossless weights, which come back bit for bit, nor without reparameterization");
        }

        try
        {
            var source = OnnxModel.Read(model, folder is null ? null : folder.Read);
            var (plans, notFinite) = TensorPlan.Make(source, options);
            var payload = ModelPacker.Pack(source, plans, options, cancellation);
            if (payload.Bytes.Length > Limits.PayloadBytesOf(options.Redundancy) || payload.ManifestLength > Limits.ManifestBytes || plans.Count > Limits.Tensors)
            {
                throw new OverflowException();
            }

            return new ProtectedFile(Seal(payload, master, options.Redundancy, cancellation), notFinite);
        }
        catch (OnnxFormatException failure)
        {
            var code = failure.Kind == OnnxFormatKind.Unsupported ? ErrorCode.Unsupported : ErrorCode.MalformedModel;
            throw IsArtifact(model.Span)
                ? new ParDefException(
                    ErrorCode.MalformedModel, "the model is already a ParDef artifact", "pardef verify checks it, pardef restore gives back the model", failure)
                : new ParDefException(code, failure.Message, code == ErrorCode.MalformedModel ? "export or fetch the model again" : null, failure);
        }
        catch (OverflowException failure)
        {
            throw new ParDefException(
                ErrorCode.Unsupported,
                $"the model is larger than version 1 carries: at most {Limits.PayloadBytesOf(options.Redundancy):N0} bytes of payload at this redundancy and {Limits.Tensors:N0} tensors",
                inner: failure);
        }
    }

    private static bool IsArtifact(ReadOnlySpan<byte> file)
    {
        try
        {
            HeaderSearch.FindUnverified(file);
            return true;
        }
        catch (ParDefException verdict)
        {
            // An artifact of a newer version is one, too.
            return verdict.Code == ErrorCode.Unsupported;
        }
    }

    /// <summary>A whole file around a payload, whatever is in it, under a fresh file key.</summary>
    internal static byte[] Seal(PackedPayload payload, MasterKey master, Redundancy redundancy, CancellationToken cancellation)
    {
        using var key = FileKey.Generate();
        using var cipher = new PageCipher(key);
        var layout = FileLayout.ForPayload(payload.Bytes.Length, redundancy);
        var file = new byte[layout.FileBytes];
        var payloadPages = file.AsMemory(layout.PayloadOffset, layout.PayloadPagesBytes);
        var parityPages = file.AsMemory(layout.ParityOffset, layout.ParityPagesBytes);
        cipher.SealPayload(payload.Bytes, payloadPages);
        new PageCode(layout.Geometry, InterleaverStream.Under(key.Interleaver), KernelSet.Default).Encode(payloadPages, parityPages, cancellation);
        cipher.SealParity(parityPages);
        var (_, copy) = key.Seal(
            master, redundancy, payload.Bytes.Length, payload.ManifestStoredLength, payload.ManifestLength, generation: 0);
        HeaderBlocks.Write(layout, copy, file);
        return file;
    }
}
