using System.Runtime.InteropServices;

namespace ParDef.Runtime.Graphs;

/// <summary>The bias of a convolution with the normalization behind it: <c>(bias - mean) * factor + shift</c>.</summary>
/// <param name="Bias">The bias before; null if there was none.</param>
/// <param name="Normalization">The normalization.</param>
internal sealed record NormalizedBiasOrigin(TensorOrigin? Bias, ChannelNormalization Normalization) : TensorOrigin
{
    /// <inheritdoc/>
    public override bool TryCompute(SourceReader source, Span<byte> content)
    {
        content.Clear();
        if (Bias?.TryCompute(source, content) == false
            || !Normalization.TryCompute(source, out float[] factors, out float[] means, out float[] shifts))
        {
            return false;
        }

        var values = MemoryMarshal.Cast<byte, float>(content);
        for (int c = 0; c < values.Length; c++)
        {
            values[c] = ((values[c] - means[c]) * factors[c]) + shifts[c];
        }

        return true;
    }
}
