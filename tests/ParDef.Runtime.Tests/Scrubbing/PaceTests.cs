using ParDef.Runtime.Scrubbing;

namespace ParDef.Runtime.Tests.Scrubbing;

public class PaceTests
{
    [Fact]
    public void Over_time_the_rate_holds()
    {
        var clock = new ManualClock();
        ulong state = 0;
        var pace = new Pace(1 << 20, clock, () => PageOrder.Mix(state++));
        var waited = TimeSpan.Zero;
        for (int batch = 0; batch < 10_000; batch++)
        {
            var pause = pace.After(1 << 10);
            waited += pause;
            clock.Advance(pause);
        }

        Assert.InRange(waited.TotalSeconds, 0.98 * 10_000 / 1024, 1.02 * 10_000 / 1024);
    }

    [Fact]
    public void After_a_stop_there_is_no_long_burst()
    {
        var clock = new ManualClock();
        var pace = new Pace(1 << 20, clock, () => 1ul << 63);
        clock.Advance(TimeSpan.FromHours(1));
        int burst = 0;
        while (pace.After(1 << 10) == TimeSpan.Zero)
        {
            burst++;
        }

        Assert.InRange(burst, 200, 300);
    }
}
