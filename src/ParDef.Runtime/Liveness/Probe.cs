using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace ParDef.Runtime.Liveness;

/// <summary>A session with inputs that it takes: what comes out, to the bit.</summary>
internal sealed class Probe : IDisposable
{
    // For dimensions that a model leaves free and that are not the batch: sequences and images of these extents are tried.
    private static readonly int[] FreeExtents = [1, 4, 32, 224];

    private readonly InferenceSession _session;
    private readonly ProbeInputs _inputs;
    private readonly RunOptions _options = new();

    private Probe(InferenceSession session, ProbeInputs inputs)
    {
        _session = session;
        _inputs = inputs;
    }

    /// <summary>Finds inputs that a session computes something from; null if none of those tried are.</summary>
    public static Probe? Find(InferenceSession session, int seed)
    {
        foreach (int free in FreeExtents)
        {
            if (ProbeInputs.For(session, free, seed) is not { } inputs)
            {
                return null;
            }

            var probe = new Probe(session, inputs);
            if (probe.TryRun(out _))
            {
                return probe;
            }

            probe.Dispose();
        }

        return null;
    }

    /// <summary>Digest of all outputs; false if the engine fails.</summary>
    public bool TryRun(out UInt128 digest)
    {
        digest = default;
        try
        {
            using var outputs = _session.Run(_options, _inputs.Names, _inputs.Values, _session.OutputNames);
            digest = Digest(outputs);
            return true;
        }
        catch (OnnxRuntimeException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _options.Dispose();
        _inputs.Dispose();
    }

    private static UInt128 Digest(IReadOnlyCollection<OrtValue> outputs)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var output in outputs)
        {
            if (output.IsTensor && output.GetTensorTypeAndShape().ElementDataType != TensorElementType.String)
            {
                hash.AppendData(output.GetTensorMutableRawData());
            }
        }

        return BinaryPrimitives.ReadUInt128LittleEndian(hash.GetHashAndReset());
    }
}
