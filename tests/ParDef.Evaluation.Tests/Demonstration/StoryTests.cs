using ParDef.Evaluation.Demonstration;

namespace ParDef.Evaluation.Tests.Demonstration;

public class StoryTests
{
    [Fact]
    public void Every_step_holds_and_shows_figures()
    {
        using var story = new Story();
        var steps = story.Tell(TestContext.Current.CancellationToken).ToList();
        Assert.Equal(6, steps.Count);
        Assert.All(steps, step =>
        {
            Assert.True(step.Held, step.Title);
            Assert.NotEmpty(step.Facts);
        });
        Assert.Contains(steps[^1].Facts, fact => fact.Value.Contains("forged", StringComparison.Ordinal));
    }
}
