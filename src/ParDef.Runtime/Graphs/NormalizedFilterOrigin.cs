using System.Runtime.InteropServices;

namespace ParDef.Runtime.Graphs;

/// <summary>The filter of a convolution with the normalization behind it multiplied in: each output channel times its factor.</summary>
internal sealed record NormalizedFilterOrigin(TensorOrigin Filter, ChannelNormalization Normalization) : TensorOrigin
{
    /// <inheritdoc/>
    public override bool TryCompute(SourceReader source, Span<byte> content)
    {
        if (!Filter.TryCompute(source, content) || !Normalization.TryCompute(source, out float[] factors, out _, out _))
        {
            return false;
        }

        var weights = MemoryMarshal.Cast<byte, float>(content);
        int inner = weights.Length / factors.Length;
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] *= factors[i / inner];
        }

        return true;
    }
}
