using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace ParDef.Runtime.Liveness;

/// <summary>Inputs that make a model compute something: seeded numbers, no two sessions see others.</summary>
internal sealed class ProbeInputs : IDisposable
{
    private readonly List<OrtValue> _values;

    private ProbeInputs(IReadOnlyList<string> names, List<OrtValue> values)
    {
        Names = names;
        _values = values;
    }

    /// <summary>Names of the inputs.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Their values.</summary>
    public IReadOnlyList<OrtValue> Values => _values;

    /// <summary>Inputs of a session; null if it takes a kind of element that none are made of here.</summary>
    /// <param name="session">The session.</param>
    /// <param name="free">Extent of dimensions that the model leaves free; the first of an input is one item.</param>
    /// <param name="seed">Of the numbers.</param>
    public static ProbeInputs? For(InferenceSession session, int free, int seed)
    {
        var random = new Random(seed);
        var values = new List<OrtValue>();
        foreach (var (_, input) in session.InputMetadata)
        {
            long[] shape = [.. input.Dimensions.Select((extent, axis) => extent > 0 ? extent : axis == 0 ? 1L : free)];
            var value = Make(input.ElementDataType, shape, random);
            if (value is null)
            {
                values.ForEach(made => made.Dispose());
                return null;
            }

            values.Add(value);
        }

        return new ProbeInputs([.. session.InputMetadata.Keys], values);
    }

    /// <inheritdoc/>
    public void Dispose() => _values.ForEach(value => value.Dispose());

    private static OrtValue? Make(TensorElementType type, long[] shape, Random random)
    {
        var value = OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, type, shape);
        switch (type)
        {
            case TensorElementType.Float:
                Fill<float>(value, () => (float)((random.NextDouble() * 4) - 2));
                return value;
            case TensorElementType.Double:
                Fill(value, () => (random.NextDouble() * 4) - 2);
                return value;
            case TensorElementType.Float16:
                Fill(value, () => (Half)((random.NextDouble() * 4) - 2));
                return value;
            case TensorElementType.Int64:
                Fill<long>(value, () => random.Next(2));
                return value;
            case TensorElementType.Int32:
                Fill<int>(value, () => random.Next(2));
                return value;
            case TensorElementType.UInt8 or TensorElementType.Int8 or TensorElementType.Bool:
                Fill<byte>(value, () => (byte)(random.Next() & (type == TensorElementType.UInt8 ? 0xFF : 1)));
                return value;
            default:
                value.Dispose();
                return null;
        }
    }

    private static void Fill<T>(OrtValue value, Func<T> next)
        where T : unmanaged
    {
        foreach (ref var element in MemoryMarshal.Cast<byte, T>(value.GetTensorMutableRawData()))
        {
            element = next();
        }
    }
}
