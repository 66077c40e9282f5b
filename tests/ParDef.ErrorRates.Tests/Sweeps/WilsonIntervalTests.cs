using ParDef.ErrorRates.Sweeps;

namespace ParDef.ErrorRates.Tests.Sweeps;

public class WilsonIntervalTests
{
    [Theory]
    [InlineData(2, 1020, 0.000538, 0.00712)]
    [InlineData(0, 100, 0, 0.03699)]
    [InlineData(100, 100, 0.96301, 1)]
    [InlineData(50, 100, 0.40383, 0.59617)]
    public void Known_intervals(long failures, long trials, double low, double high)
    {
        var interval = WilsonInterval.Of(failures, trials);
        Assert.Equal(low, interval.Low, 5);
        Assert.Equal(high, interval.High, 5);
    }

    [Fact]
    public void No_trial_or_more_failures_than_trials_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => WilsonInterval.Of(0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => WilsonInterval.Of(2, 1));
    }
}
