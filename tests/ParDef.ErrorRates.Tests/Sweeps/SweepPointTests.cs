using ParDef.ErrorRates.Channels;
using ParDef.ErrorRates.Sweeps;

namespace ParDef.ErrorRates.Tests.Sweeps;

public class SweepPointTests
{
    private static readonly ChainShape Shape = new(27, 64, 38);

    [Fact]
    public void A_point_stops_behind_the_batch_that_brought_the_failures()
    {
        var row = new SweepPoint(Shape, new LostRun(0.3), 1).Simulate(new StopRule(10, 1000));
        Assert.Equal((StopRule.Batch, StopRule.Batch), (row.Frames, row.Failures));
    }

    [Fact]
    public void The_same_seed_gives_the_same_counts_and_another_one_others()
    {
        var rule = new StopRule(1000, 32);
        var channel = new FlippedBits(0.019);
        var row = new SweepPoint(Shape, channel, 5).Simulate(rule);
        Assert.Equal(row, new SweepPoint(Shape, channel, 5).Simulate(rule));
        Assert.InRange(row.Failures, 1, 31);
        Assert.NotEqual(row, new SweepPoint(Shape, channel, 6).Simulate(rule));
    }

    [Fact]
    public void A_row_is_read_as_it_was_written()
    {
        var row = new SweepRow(Shape, "bad-pages", "f=0.25 p=0.12", 1000, 3, 2, 0, 9, "avx2");
        Assert.Equal(row, SweepRow.Parse(row.ToString()));
        Assert.Equal((0.25, 0.12), (row.Parameter("f"), row.Parameter("p")));
        Assert.True(row.IsOf(new SweepPoint(Shape, new BadPages(0.25, 0.12), 9)));
        Assert.False(row.IsOf(new SweepPoint(Shape, new BadPages(0.25, 0.12), 8)));
        Assert.Throws<FormatException>(() => SweepRow.Parse("27,64"));
    }

    [Fact]
    public void A_file_holds_what_several_runs_added()
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("pardef-sweep").FullName, "points.csv");
        var points = new[] { 0.001, 0.002 }.Select(rate => new SweepPoint(Shape, new FlippedBits(rate), 1)).ToList();
        foreach (var point in points)
        {
            var file = new SweepFile(path);
            Assert.False(file.Holds(point));
            file.Begin("a command");
            file.Add(point.Simulate(new StopRule(1, 2)));
        }

        Assert.All(points, point => Assert.True(new SweepFile(path).Holds(point)));
        Assert.Equal(2, SweepFile.Read(path).Count());
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }
}
