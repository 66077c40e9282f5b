using ParDef.ErrorRates.Channels;
using ParDef.ErrorRates.Sweeps;

namespace ParDef.ErrorRates.Tests.Sweeps;

/// <summary>
/// Simulates stored points again, fewer frames of another seed. What the two counts say about the frame error rate must have a value in common; the seed is
/// fixed, so a failure here is a change of the code and not of the weather.
/// </summary>
public class ReferenceTests
{
    private const ulong Seed = 1000;

    private static readonly IReadOnlyList<SweepRow> Stored =
    [
        .. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "references"), "*.csv").Order(StringComparer.Ordinal).SelectMany(SweepFile.Read),
    ];

    [Theory]
    [InlineData(64, "flips", "p=0.0185", 64)]
    [InlineData(64, "flips", "p=0.019", 64)]
    [InlineData(64, "flips", "p=0.0195", 32)]
    [InlineData(64, "lost", "f=0.1", 256)]
    [InlineData(64, "lost", "f=0.14", 64)]
    [InlineData(64, "sectors", "f=0.14", 64)]
    [InlineData(128, "flips", "p=0.0195", 16)]
    [InlineData(128, "lost", "f=0.12", 128)]
    [InlineData(128, "lost", "f=0.14", 48)]
    public void A_stored_point_is_met_again(int lifting, string channel, string parameters, int frames)
    {
        var stored = Assert.Single(Stored, row => row.Shape.Lifting == lifting && row.Channel == channel && row.Parameters == parameters);
        var again = new SweepPoint(stored.Shape, ChannelOf(stored), Seed).Simulate(new StopRule(int.MaxValue, frames));
        Assert.Equal((stored.Channel, stored.Parameters, frames), (again.Channel, again.Parameters, again.Frames));
        Assert.True(
            again.Interval.Low <= stored.Interval.High && again.Interval.High >= stored.Interval.Low,
            $"{again.Failures} of {again.Frames} failed, stored {stored.Failures} of {stored.Frames}");
    }

    [Fact]
    public void No_stored_frame_accepted_a_wrong_page()
    {
        Assert.NotEmpty(Stored);
        Assert.All(Stored, row => Assert.Equal(0, row.WrongPagesAccepted));
    }

    [Fact]
    public void A_decoder_that_reached_a_twentieth_of_a_percent_less_would_be_noticed()
    {
        var stored = Assert.Single(Stored, row => row.Shape.Lifting == 64 && row.Channel == "flips" && row.Parameters == "p=0.0185");
        var worse = new SweepPoint(stored.Shape, new FlippedBits(0.019), Seed).Simulate(new StopRule(int.MaxValue, 64));
        Assert.True(worse.Interval.Low > stored.Interval.High);
    }

    private static Channel ChannelOf(SweepRow row) => row.Channel switch
    {
        "flips" => new FlippedBits(row.Parameter("p")),
        "lost" => new LostRun(row.Parameter("f")),
        "sectors" => new LostSectors(row.Parameter("f")),
        _ => throw new InvalidOperationException($"no test simulates {row.Channel}"),
    };
}
