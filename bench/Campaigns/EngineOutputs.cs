using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using ParDef.Artifacts.Keys;
using ParDef.Artifacts.Opening;
using ParDef.Artifacts.Storage;

namespace ParDef.Campaigns;

/// <summary>What ONNX Runtime computes on fixed random inputs, as one line. Meant for a child process: some models crash the engine.</summary>
internal static class EngineOutputs
{
    /// <summary>A digest of all outputs, or the code of the engine's error.</summary>
    /// <param name="file">A model file, or an artifact if there is a key.</param>
    /// <param name="key">The key file, or null.</param>
    public static string Of(string file, string? key)
    {
        using var settings = new SessionOptions
        {
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL,
            IntraOpNumThreads = 1,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        try
        {
            using var session = key is null ? new InferenceSession(file, settings) : new InferenceSession(Open(file, key), settings);
            return Run(session);
        }
        catch (OnnxRuntimeException failure)
        {
            // The rest of the message names the file.
            return failure.Message.Split(']')[0] + "]";
        }
    }

    private static byte[] Open(string file, string key)
    {
        using var master = KeyFile.Read(InputFile.Read(key), key);
        return OpenedArtifact.Open(InputFile.Read(file), master, OpenPolicy.Strict).RestoreModel();
    }

    private static string Run(InferenceSession session)
    {
        var random = new Random(1);
        var inputs = new Dictionary<string, OrtValue>();
        foreach (var (name, metadata) in session.InputMetadata)
        {
            if (!metadata.IsTensor || metadata.ElementDataType == TensorElementType.String)
            {
                return $"loads; input {name} is no tensor of numbers";
            }

            long[] shape = [.. metadata.Dimensions.Select(extent => extent < 0 ? 1L : extent)];
            var value = OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, metadata.ElementDataType, shape);
            Fill(value, metadata.ElementDataType, random);
            inputs.Add(name, value);
        }

        using var options = new RunOptions();
        using var outputs = session.Run(options, inputs, session.OutputNames);
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var output in outputs)
        {
            if (!output.IsTensor)
            {
                continue;
            }

            var type = output.GetTensorTypeAndShape();
            digest.AppendData(Encoding.UTF8.GetBytes(string.Join('x', type.Shape.Select(extent => extent.ToString(CultureInfo.InvariantCulture)))));
            digest.AppendData(type.ElementDataType == TensorElementType.String
                ? Encoding.UTF8.GetBytes(string.Join('\n', output.GetStringTensorAsArray()))
                : output.GetTensorMutableRawData());
        }

        foreach (var value in inputs.Values)
        {
            value.Dispose();
        }

        return Convert.ToHexStringLower(digest.GetHashAndReset())[..16];
    }

    private static void Fill(OrtValue value, TensorElementType type, Random random)
    {
        var bytes = value.GetTensorMutableRawData();
        bytes.Clear();
        if (type == TensorElementType.Float)
        {
            foreach (ref float element in MemoryMarshal.Cast<byte, float>(bytes))
            {
                element = (random.NextSingle() * 2) - 1;
            }
        }
        else if (type is TensorElementType.Bool or TensorElementType.UInt8 or TensorElementType.Int8)
        {
            foreach (ref byte element in bytes)
            {
                element = (byte)random.Next(2);
            }
        }
    }
}
