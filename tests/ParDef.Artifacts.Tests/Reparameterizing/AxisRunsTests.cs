using ParDef.Artifacts.Packing;
using ParDef.Artifacts.Reparameterizing;
using ParDef.Reparameterization.Symmetry;

namespace ParDef.Artifacts.Tests.Reparameterizing;

public class AxisRunsTests
{
    private const int Channels = 1000;
    private const int Factors = 500;

    private static RunEntry Run(uint count, uint channel, int step = 0, uint tag = 0, int tagStep = 0, int[]? factors = null, int[]? steps = null)
    {
        var run = new RunEntry { Count = count, Channel = channel, ChannelStep = step, Tag = tag, TagStep = tagStep };
        run.Factors.Add(factors ?? []);
        run.FactorSteps.Add(steps ?? []);
        return run;
    }

    private static PlannedAxis? Decode(params RunEntry[] runs) => AxisRuns.Decode(runs, (int)runs.Sum(run => run.Count), Channels, Factors);

    private static PlannedAxis RandomAxis(Random random)
    {
        int count = 1 + random.Next(60);
        var axis = new PlannedAxis(new int[count], new int[count], new int[count][]);
        int channel = 0, step = 1, factors = 0;
        for (int i = 0; i < count; i++)
        {
            (channel, step, factors) = random.Next(6) switch
            {
                0 => (random.Next(Channels), random.Next(3), factors),
                1 => (-1, 0, factors),
                2 => (channel, step, random.Next(3)),
                _ => (channel < 0 ? -1 : Math.Min(channel + step, Channels - 1), step, factors),
            };
            axis.Channels[i] = channel;
            axis.Tags[i] = channel < 0 ? 0 : random.Next(2) * 7;
            axis.Scales[i] = [.. Enumerable.Range(0, factors).Select(j => (i % 2 == 0 ? 1 : -1) * (1 + random.Next(3) + i))];
        }

        return axis;
    }

    [Fact]
    public void Every_axis_survives_its_runs()
    {
        for (int seed = 0; seed < 500; seed++)
        {
            var axis = RandomAxis(new Random(seed));
            RunEntry[] runs = [.. AxisRuns.Encode(axis, withFactors: true)];
            var back = Decode(runs)!;
            Assert.Equal(axis.Channels, back.Channels);
            Assert.Equal(axis.Tags, back.Tags);
            Assert.Equal(axis.Scales, back.Scales);
            Assert.Equal(runs, AxisRuns.Encode(back, withFactors: true));
        }
    }

    [Fact]
    public void Without_factors_only_channels_are_left()
    {
        var axis = new PlannedAxis([3, 4, -1, -1], [0, 0, 0, 0], [[1], [2], [5], [-7, 1]]);
        Assert.Equal([Run(2, 4, step: 1), Run(2, 0)], AxisRuns.Encode(axis, withFactors: false));
    }

    [Fact]
    public void A_long_regular_axis_is_one_run()
    {
        var axis = new PlannedAxis([.. Enumerable.Range(5, 300)], new int[300], [.. Enumerable.Range(1, 300).Select(i => new[] { i, -i })]);
        Assert.Equal([Run(300, 6, step: 1, factors: [1, -1], steps: [1, -1])], AxisRuns.Encode(axis, withFactors: true));
    }

    public static TheoryData<string> Refusals() => [.. Bad.Keys];

    private static readonly Dictionary<string, RunEntry[]> Bad = new()
    {
        ["no position"] = [Run(0, 1)],
        ["a channel too high"] = [Run(1, Channels + 1)],
        ["a channel too high at the end"] = [Run(2, Channels, step: 1)],
        ["a channel that falls to none"] = [Run(3, 2, step: -1)],
        ["a step of one position"] = [Run(1, 2, step: 1)],
        ["a tag step of one position"] = [Run(1, 2, tagStep: 1)],
        ["a tag of what stays"] = [Run(1, 0, tag: 3)],
        ["a tag step of what stays"] = [Run(2, 0, tagStep: 1)],
        ["a channel step of what stays"] = [Run(2, 0, step: 1)],
        ["a tag below zero"] = [Run(3, 1, step: 1, tag: 1, tagStep: -1)],
        ["a tag of 2^31"] = [Run(1, 1, tag: 1u << 31)],
        ["factor 0"] = [Run(1, 1, factors: [0])],
        ["a factor too high"] = [Run(1, 1, factors: [Factors + 1])],
        ["an inverse factor too high at the end"] = [Run(2, 1, step: 1, factors: [-Factors], steps: [-1])],
        ["a factor that passes zero"] = [Run(3, 1, step: 1, factors: [1], steps: [-1])],
        ["fewer factor steps than factors"] = [Run(2, 1, step: 1, factors: [1, 2], steps: [1])],
        ["factor steps of one position"] = [Run(1, 1, factors: [1], steps: [1])],
        ["nine factors"] = [Run(1, 1, factors: [1, 2, 3, 4, 5, 6, 7, 8, 9])],
        ["a run that could be longer"] = [Run(2, 1, step: 1), Run(2, 3, step: 1)],
        ["two single positions that are a run"] = [Run(1, 1), Run(1, 9)],
        ["two runs that stay"] = [Run(2, 0), Run(3, 0)],
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Anything_but_the_one_form_is_refused(string what) => Assert.Null(Decode(Bad[what]));

    [Fact]
    public void What_they_differ_from_is_accepted()
    {
        Assert.NotNull(Decode(Run(1, Channels)));
        Assert.NotNull(Decode(Run(2, Channels - 1, step: 1)));
        Assert.NotNull(Decode(Run(2, 2, step: -1)));
        Assert.NotNull(Decode(Run(3, 1, step: 1, factors: [2], steps: [-3])));
        Assert.NotNull(Decode(Run(2, 1, step: 1), Run(2, 4, step: 1)));
        Assert.NotNull(Decode(Run(1, 1), Run(2, 0)));
        Assert.NotNull(Decode(Run(1, 1, factors: [1, 2, 3, 4, 5, 6, 7, 8])));
    }
}
