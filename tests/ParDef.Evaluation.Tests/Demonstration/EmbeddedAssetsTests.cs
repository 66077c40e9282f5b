using System.Security.Cryptography;
using ParDef.Evaluation.Demonstration;

namespace ParDef.Evaluation.Tests.Demonstration;

public class EmbeddedAssetsTests
{
    [Fact]
    public void The_model_is_the_published_one()
    {
        byte[] model = EmbeddedAssets.Model;
        Assert.Equal("6570af7a741389fa27ad2ef6037a66bc71a761e3185a79cbb6af46f0a51a1a15", Convert.ToHexStringLower(SHA256.HashData(model)));
        model[0] ^= 1;
        Assert.NotEqual(model, EmbeddedAssets.Model);
    }

    [Fact]
    public void The_images_are_a_thousand_of_ten_classes()
    {
        var images = EmbeddedAssets.Images;
        Assert.Equal((1000, 1, 28, 28), (images.Count, images.Channels, images.Height, images.Width));
        Assert.Equal(Enumerable.Range(0, 10), images.Labels.ToArray().Distinct().Order().Select(label => (int)label));
        Assert.Equal(10, EmbeddedAssets.ClassNames.Count);

        // The first image of the test set is an ankle boot.
        Assert.Equal("Ankle boot", EmbeddedAssets.ClassNames[images.Labels.Span[0]]);
    }

    [Fact]
    public void The_normalization_centres_the_images()
    {
        float[] values = EmbeddedAssets.Normalization.Apply(EmbeddedAssets.Images).Values;
        double mean = values.Average();
        Assert.InRange(mean, -0.05, 0.05);
        Assert.InRange(Math.Sqrt(values.Average(value => (value - mean) * (value - mean))), 0.95, 1.05);
    }
}
