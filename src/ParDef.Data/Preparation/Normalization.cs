using ParDef.Data.ImageSets;
using ParDef.Data.Tensors;

namespace ParDef.Data.Preparation;

/// <summary>From samples in eight bits to what a network reads: (sample / 255 - mean) / standard deviation, channel by channel.</summary>
public sealed class Normalization
{
    private const int Levels = 256;

    private readonly float[][] values;

    /// <summary>One mean and one standard deviation a channel, both of samples scaled to 0..1.</summary>
    /// <exception cref="DataFormatException">
    /// The lists differ in length or are empty, a number is not finite, or a deviation is not positive.
    /// </exception>
    public Normalization(IReadOnlyList<float> mean, IReadOnlyList<float> standardDeviation)
    {
        ArgumentNullException.ThrowIfNull(mean);
        ArgumentNullException.ThrowIfNull(standardDeviation);
        if (mean.Count == 0 || mean.Count != standardDeviation.Count)
        {
            throw new DataFormatException($"{mean.Count} means do not go with {standardDeviation.Count} standard deviations");
        }

        if (!mean.All(float.IsFinite) || !standardDeviation.All(deviation => float.IsFinite(deviation) && deviation > 0))
        {
            throw new DataFormatException("means must be finite and standard deviations finite and positive");
        }

        Mean = [.. mean];
        StandardDeviation = [.. standardDeviation];
        values = [.. Mean.Zip(StandardDeviation, Table)];
    }

    /// <summary>Means, one a channel.</summary>
    public IReadOnlyList<float> Mean { get; }

    /// <summary>Standard deviations, one a channel.</summary>
    public IReadOnlyList<float> StandardDeviation { get; }

    /// <summary>Scales samples to 0..1 and does no more.</summary>
    public static Normalization ToUnitRange(int channels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        return new Normalization([.. Enumerable.Repeat(0f, channels)], [.. Enumerable.Repeat(1f, channels)]);
    }

    /// <summary>The whole set as one tensor of shape N x C x H x W.</summary>
    /// <exception cref="DataFormatException">The set has another number of channels.</exception>
    public FloatTensor Apply(ImageSet images)
    {
        ArgumentNullException.ThrowIfNull(images);
        RequireChannels(images);
        var samples = images.Pixels.Span;
        float[] prepared = new float[samples.Length];
        int area = images.Height * images.Width;
        for (int start = 0; start < samples.Length; start += area)
        {
            float[] table = values[start / area % images.Channels];
            for (int i = start; i < start + area; i++)
            {
                prepared[i] = table[samples[i]];
            }
        }

        return new FloatTensor([images.Count, images.Channels, images.Height, images.Width], prepared);
    }

    /// <summary>The set in batches of at most <paramref name="size"/> images, in order; the last one may be smaller.</summary>
    /// <exception cref="DataFormatException">The set has another number of channels.</exception>
    public IEnumerable<FloatTensor> Batches(ImageSet images, int size)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        RequireChannels(images);
        return Slices();

        IEnumerable<FloatTensor> Slices()
        {
            for (int start = 0; start < images.Count; start += Math.Min(size, images.Count - start))
            {
                yield return Apply(images.Range(start, Math.Min(size, images.Count - start)));
            }
        }
    }

    private static float[] Table(float mean, float deviation) =>
        [.. Enumerable.Range(0, Levels).Select(sample => ((sample / 255f) - mean) / deviation)];

    private void RequireChannels(ImageSet images)
    {
        if (images.Channels != Mean.Count)
        {
            throw new DataFormatException($"a normalization of {Mean.Count} channels does not fit images of {images.Channels}");
        }
    }
}
