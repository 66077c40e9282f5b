namespace ParDef.Data.ImageSets;

/// <summary>Images of one size in eight bits a sample, with or without labels; slices share its memory.</summary>
public sealed class ImageSet
{
    /// <summary>Binds pixels and labels to a shape.</summary>
    /// <exception cref="ArgumentException">
    /// A side is not positive, the pixels are not whole images, or there is neither one label an image nor none.
    /// </exception>
    public ImageSet(int channels, int height, int width, ReadOnlyMemory<byte> labels, ReadOnlyMemory<byte> pixels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        int imageBytes = checked(channels * height * width);
        if (pixels.Length % imageBytes != 0)
        {
            throw new ArgumentException($"{pixels.Length} pixel bytes are not whole images of {imageBytes}", nameof(pixels));
        }

        if (!labels.IsEmpty && labels.Length != pixels.Length / imageBytes)
        {
            throw new ArgumentException($"{labels.Length} labels do not fit {pixels.Length / imageBytes} images", nameof(labels));
        }

        Count = pixels.Length / imageBytes;
        Channels = channels;
        Height = height;
        Width = width;
        Labels = labels;
        Pixels = pixels;
    }

    /// <summary>Number of images.</summary>
    public int Count { get; }

    /// <summary>Planes an image: 1 for grey, 3 for R, G, B.</summary>
    public int Channels { get; }

    /// <summary>Rows a plane.</summary>
    public int Height { get; }

    /// <summary>Pixels a row.</summary>
    public int Width { get; }

    /// <summary>Class numbers, one an image; empty if the set has none.</summary>
    public ReadOnlyMemory<byte> Labels { get; }

    /// <summary>Samples in the order image, channel, row, column.</summary>
    public ReadOnlyMemory<byte> Pixels { get; }

    /// <summary>The samples of one image.</summary>
    public ReadOnlyMemory<byte> this[int image]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(image);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(image, Count);
            return Pixels.Slice(image * ImageBytes, ImageBytes);
        }
    }

    private int ImageBytes => Channels * Height * Width;

    /// <summary>The first images; all of them where there are fewer.</summary>
    public ImageSet Take(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return Range(0, Math.Min(count, Count));
    }

    /// <summary>Consecutive images.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The range leaves the set.</exception>
    public ImageSet Range(int start, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start, Count);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Count - start);
        return new ImageSet(
            Channels,
            Height,
            Width,
            Labels.IsEmpty ? Labels : Labels.Slice(start, count),
            Pixels.Slice(start * ImageBytes, count * ImageBytes));
    }

    /// <summary>Copies of the chosen images, in the order given.</summary>
    internal ImageSet Select(ReadOnlySpan<int> images)
    {
        byte[] labels = new byte[Labels.IsEmpty ? 0 : images.Length];
        byte[] pixels = new byte[checked(images.Length * ImageBytes)];
        for (int i = 0; i < images.Length; i++)
        {
            this[images[i]].CopyTo(pixels.AsMemory(i * ImageBytes));
            if (labels.Length > 0)
            {
                labels[i] = Labels.Span[images[i]];
            }
        }

        return new ImageSet(Channels, Height, Width, labels, pixels);
    }
}
