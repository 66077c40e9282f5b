using CsCheck;
using ParDef.Data.ImageSets;
using ParDef.Data.Preparation;
using ParDef.Data.Tests.Samples;

namespace ParDef.Data.Tests.Preparation;

public class NormalizationTests
{
    private static readonly Normalization Cifar = new([0.4914f, 0.4822f, 0.4465f], [0.2470f, 0.2435f, 0.2616f]);

    [Fact]
    public void Every_sample_is_scaled_by_its_own_channel()
    {
        Gen.Byte.Array[2 * 3 * 4 * 5].Sample(pixels =>
        {
            var tensor = Cifar.Apply(new ImageSet(3, 4, 5, Array.Empty<byte>(), pixels));
            Assert.Equal([2L, 3L, 4L, 5L], tensor.Shape);
            for (int i = 0; i < pixels.Length; i++)
            {
                int channel = i / 20 % 3;
                double expected = ((pixels[i] / 255.0) - Cifar.Mean[channel]) / Cifar.StandardDeviation[channel];
                Assert.Equal(expected, tensor.Values[i], 1e-6);
            }
        });
    }

    [Fact]
    public void Batches_together_are_the_whole()
    {
        byte[] pixels = [.. Enumerable.Range(0, 7 * 12).Select(i => (byte)(3 * i))];
        var images = new ImageSet(3, 2, 2, Array.Empty<byte>(), pixels);
        var batches = Cifar.Batches(images, 3).ToList();
        Assert.Equal([3L, 3L, 1L], batches.Select(batch => batch.Shape[0]));
        Assert.Equal(Cifar.Apply(images).Values, batches.SelectMany(batch => batch.Values));
        Assert.Single(Cifar.Batches(images, int.MaxValue));
    }

    [Fact]
    public void The_unit_range_is_0_to_1()
    {
        var tensor = Normalization.ToUnitRange(1).Apply(new ImageSet(1, 1, 2, Array.Empty<byte>(), new byte[] { 0, 255 }));
        Assert.Equal([0f, 1f], tensor.Values);
    }

    [Fact]
    public void Another_number_of_channels_is_refused()
    {
        var grey = new ImageSet(1, 1, 2, Array.Empty<byte>(), new byte[2]);
        Refusal.Of(() => Cifar.Apply(grey), "3 channels does not fit images of 1");
        Refusal.Of(() => Cifar.Batches(grey, 1), "3 channels does not fit images of 1");
    }

    [Theory]
    [InlineData(new float[] { }, new float[] { })]
    [InlineData(new[] { 0f, 0f }, new[] { 1f })]
    [InlineData(new[] { float.NaN }, new[] { 1f })]
    [InlineData(new[] { 0f }, new[] { 0f })]
    [InlineData(new[] { 0f }, new[] { -1f })]
    [InlineData(new[] { 0f }, new[] { float.PositiveInfinity })]
    public void Numbers_that_normalize_nothing_are_refused(float[] mean, float[] deviation) =>
        Assert.Throws<DataFormatException>(() => new Normalization(mean, deviation));
}
