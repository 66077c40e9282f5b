using ParDef.Evaluation.Accuracy;
using ParDef.Evaluation.Demonstration;

namespace ParDef.Evaluation.Tests.Accuracy;

public class PredictionsTests
{
    [Fact]
    public void Counts_are_those_of_the_labels()
    {
        var predictions = new Predictions([1, 2, 3, 3], new byte[] { 1, 2, 0, 3 });
        Assert.Equal(3, predictions.Correct);
        Assert.Equal(75, predictions.Percent);
    }

    [Fact]
    public void Batches_of_any_size_see_every_image_once()
    {
        var images = EmbeddedAssets.Images.Take(150);
        var all = Predictions.Of(EmbeddedAssets.Model, images, EmbeddedAssets.Normalization, TestContext.Current.CancellationToken);
        var head = Predictions.Of(EmbeddedAssets.Model, images.Take(30), EmbeddedAssets.Normalization, TestContext.Current.CancellationToken);
        Assert.Equal(150, all.Classes.Count);
        Assert.Equal(all.Classes.Take(30), head.Classes);
        Assert.InRange(all.Percent, 85, 100);
    }
}
