using Microsoft.ML.OnnxRuntime;
using ParDef.Runtime.Sessions;

namespace ParDef.Runtime.Tests.Samples;

/// <summary>What a session computes from two images made of a sine.</summary>
internal static class Outputs
{
    public static float[] Of(ProtectedSession session)
    {
        var (name, input) = session.Inputs.Single();
        long[] shape = [2, .. input.Dimensions.Skip(1).Select(extent => (long)extent)];
        float[] values = [.. Enumerable.Range(0, (int)shape.Aggregate(1L, (a, b) => a * b)).Select(i => (float)Math.Sin(i))];
        using var value = OrtValue.CreateTensorValueFromMemory(values, shape);
        using var outputs = session.Run(new Dictionary<string, OrtValue> { [name] = value });
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }
}
