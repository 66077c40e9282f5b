namespace ParDef.Attacks.Searches;

/// <summary>A square of pixels that is laid over images, in prepared values.</summary>
/// <param name="Row">First row.</param>
/// <param name="Column">First column.</param>
/// <param name="Size">Rows and columns.</param>
/// <param name="Values">Channel, row, column.</param>
public sealed record Trigger(int Row, int Column, int Size, float[] Values)
{
    /// <summary>Overwrites the square in every image.</summary>
    /// <param name="samples">Images, one behind the other.</param>
    /// <param name="shape">N x C x H x W.</param>
    public void Apply(Span<float> samples, IReadOnlyList<long> shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        var (channels, height, width) = ((int)shape[1], (int)shape[2], (int)shape[3]);
        for (int plane = 0; plane < samples.Length / (height * width); plane++)
        {
            for (int row = 0; row < Size; row++)
            {
                Values.AsSpan(((plane % channels * Size) + row) * Size, Size)
                    .CopyTo(samples[((((plane * height) + Row + row) * width) + Column)..]);
            }
        }
    }
}
