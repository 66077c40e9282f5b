using ParDef.Runtime.Scrubbing;

namespace ParDef.Runtime.Tests.Scrubbing;

public class PageOrderTests
{
    [Fact]
    public void Every_page_comes_once()
    {
        foreach (int pages in Enumerable.Range(1, 130).Concat([255, 256, 257, 5241, 14636]))
        {
            for (ulong seed = 0; seed < 3; seed++)
            {
                var order = new PageOrder(pages, seed);
                Assert.Equal(pages, Enumerable.Range(0, pages).Select(position => order[position]).Distinct().Count());
                Assert.All(Enumerable.Range(0, pages), position => Assert.InRange(order[position], 0, pages - 1));
            }
        }
    }

    [Fact]
    public void A_page_comes_at_every_position_about_as_often()
    {
        const int pages = 32, seeds = 32_000;
        int[] counts = new int[pages];
        for (ulong seed = 0; seed < seeds; seed++)
        {
            var order = new PageOrder(pages, PageOrder.Mix(seed));
            counts[Enumerable.Range(0, pages).First(position => order[position] == 7)]++;
        }

        // Six standard deviations of a binomial.
        double expected = (double)seeds / pages;
        Assert.All(counts, count => Assert.InRange(count, expected - 6 * Math.Sqrt(expected), expected + 6 * Math.Sqrt(expected)));
    }
}
