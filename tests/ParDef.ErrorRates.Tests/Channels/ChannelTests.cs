using ParDef.Attacks.Faults;
using ParDef.ErrorCorrection;
using ParDef.ErrorRates.Channels;
using ParDef.ErrorRates.Sweeps;

namespace ParDef.ErrorRates.Tests.Channels;

public class ChannelTests
{
    private static readonly ChainShape Shape = new(27, 64, 38);

    [Fact]
    public void A_lost_run_is_adjacent_untrusted_and_everything_else_is_untouched()
    {
        var starts = new HashSet<int>();
        for (ulong seed = 0; seed < 200; seed++)
        {
            var pages = Damaged(new LostRun(0.1), seed);
            var bad = Untrusted(pages);
            Assert.Equal((int)Math.Ceiling(0.1 * pages.Count), bad.Count);
            Assert.Equal(bad.Count - 1, bad[^1] - bad[0]);
            Assert.All(Enumerable.Range(0, pages.Count), page => Assert.Equal(bad.Contains(page), pages[page].ContainsAnyExcept((byte)0)));
            starts.Add(bad[0]);
        }

        Assert.Equal(19, starts.Count);
    }

    [Fact]
    public void Lost_sectors_are_distinct_and_anywhere()
    {
        var seen = new HashSet<int>();
        for (ulong seed = 0; seed < 100; seed++)
        {
            var pages = Damaged(new LostSectors(0.2), seed);
            var bad = Untrusted(pages);
            Assert.Equal(4, bad.Count);
            Assert.All(Enumerable.Range(0, pages.Count), page => Assert.Equal(bad.Contains(page), pages[page].ContainsAnyExcept((byte)0)));
            seen.UnionWith(bad);
        }

        Assert.Equal(20, seen.Count);
    }

    [Fact]
    public void Bad_pages_are_as_bad_as_said_and_the_others_intact()
    {
        var pages = Damaged(new BadPages(0.5, 0.1), 3);
        var bad = Untrusted(pages);
        Assert.Equal(10, bad.Count);
        Assert.All(bad, page => Assert.InRange(Ones(pages[page]), 2900, 3700));
        Assert.All(Enumerable.Range(0, pages.Count).Except(bad), page => Assert.Equal(0, Ones(pages[page])));
    }

    [Fact]
    public void Nobody_says_which_pages_of_a_mixture_are_lost()
    {
        var pages = Damaged(new LostRunAndFlips(new LostRun(0.1), new FlippedBits(0.01)), 4);
        Assert.Equal(pages.Count, Untrusted(pages).Count);
        var weights = Enumerable.Range(0, pages.Count).Select(page => Ones(pages[page])).ToList();
        Assert.Equal(2, weights.Count(weight => weight > 15000));
        Assert.Equal(18, weights.Count(weight => weight is > 200 and < 500));
    }

    private static FramePages Damaged(Channel channel, ulong seed)
    {
        var pages = new FramePages(Shape.OneChain());
        channel.Damage(pages, new SeededRandom(seed));
        return pages;
    }

    private static List<int> Untrusted(FramePages pages)
    {
        PageState[] states = [.. pages.PayloadStates, .. pages.ParityStates];
        return [.. Enumerable.Range(0, states.Length).Where(page => states[page] == PageState.Untrusted)];
    }

    private static int Ones(ReadOnlySpan<byte> page)
    {
        int ones = 0;
        foreach (byte part in page)
        {
            ones += byte.PopCount(part);
        }

        return ones;
    }
}
