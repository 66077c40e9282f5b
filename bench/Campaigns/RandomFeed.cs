using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace ParDef.Campaigns;

/// <summary>Normal random numbers for the inputs of a model, and its floating-point outputs for them.</summary>
internal sealed class RandomFeed
{
    private readonly Dictionary<string, (int[] Shape, float[] Values)> _inputs = [];

    private RandomFeed()
    {
    }

    /// <summary>A feed for a model all of whose inputs are 32-bit floats; null for others. Open extents become the number of samples, or 16.</summary>
    public static RandomFeed? For(InferenceSession session, int samples, Random random)
    {
        var feed = new RandomFeed();
        foreach (var (name, meta) in session.InputMetadata)
        {
            if (!meta.IsTensor || meta.ElementType != typeof(float))
            {
                return null;
            }

            int[] shape = [.. meta.Dimensions.Select((extent, axis) => extent > 0 ? extent : axis == 0 ? samples : 16)];
            var values = new float[shape.Aggregate(1, (product, extent) => product * extent)];
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
            }

            feed._inputs.Add(name, (shape, values));
        }

        return feed;
    }

    /// <summary>All floating-point outputs.</summary>
    public IReadOnlyList<float[]> Run(InferenceSession session)
    {
        var inputs = _inputs.Select(pair => NamedOnnxValue.CreateFromTensor(pair.Key, new DenseTensor<float>(pair.Value.Values, pair.Value.Shape))).ToList();
        using var outputs = session.Run(inputs);
        return [.. outputs.Where(output => output.Value is Tensor<float>).Select(output => output.AsEnumerable<float>().ToArray())];
    }
}
