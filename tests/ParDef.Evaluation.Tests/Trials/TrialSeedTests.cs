using ParDef.Attacks.Faults;
using ParDef.Evaluation.Trials;

namespace ParDef.Evaluation.Tests.Trials;

public class TrialSeedTests
{
    [Fact]
    public void Seeds_are_the_stream_of_the_campaign()
    {
        var stream = new SeededRandom(77);
        Assert.All(Enumerable.Range(0, 100), trial => Assert.Equal(stream.Next(), TrialSeed.Derive(77, trial)));
    }

    [Fact]
    public void Trials_of_neighbouring_campaigns_have_seeds_of_their_own()
    {
        var seeds = from campaign in Enumerable.Range(0, 100) from trial in Enumerable.Range(0, 100) select TrialSeed.Derive((ulong)campaign, trial);
        Assert.Equal(10_000, seeds.Distinct().Count());
    }

    [Fact]
    public void A_negative_trial_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => TrialSeed.Derive(1, -1));
}
