using System.Runtime.InteropServices;

namespace ParDef.Runtime.Graphs;

/// <summary>The four vectors of a batch normalization, one value for a channel, and its epsilon.</summary>
internal sealed record ChannelNormalization(TensorOrigin Scale, TensorOrigin Shift, TensorOrigin Mean, TensorOrigin Variance, float Epsilon)
{
    /// <summary>Factor of each channel, and what is added to it behind that: <c>y = factor * x + term</c>, in binary32, in this order of operations.</summary>
    public bool TryCompute(SourceReader source, out float[] factors, out float[] means, out float[] shifts)
    {
        int channels = Scale.Length / sizeof(float);
        factors = new float[channels];
        means = new float[channels];
        shifts = new float[channels];
        var variances = new float[channels];
        bool whole = Scale.TryCompute(source, MemoryMarshal.AsBytes(factors.AsSpan()))
            && Shift.TryCompute(source, MemoryMarshal.AsBytes(shifts.AsSpan()))
            && Mean.TryCompute(source, MemoryMarshal.AsBytes(means.AsSpan()))
            && Variance.TryCompute(source, MemoryMarshal.AsBytes(variances.AsSpan()));
        for (int c = 0; c < channels; c++)
        {
            factors[c] /= MathF.Sqrt(variances[c] + Epsilon);
        }

        return whole;
    }
}
