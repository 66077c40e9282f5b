using ParDef.ErrorCorrection.Interleaving;
using ParDef.ErrorCorrection.Tests.Samples;

namespace ParDef.ErrorCorrection.Tests.Interleaving;

public class PageDealingTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(66, 1, 66)]
    [InlineData(100, 3, 34)]
    [InlineData(3158, 8, 395)]
    public void Every_page_is_dealt_once_and_every_chain_takes_one_of_each_group(int pages, int chains, int groups)
    {
        var dealing = new PageDealing(pages, chains, groups, new SeededStream(3));
        var dealt = new List<int>();
        for (int chain = 0; chain < chains; chain++)
        {
            var local = dealing.PagesOf(chain);
            Assert.Equal(groups, local.Length);
            for (int group = 0; group < groups; group++)
            {
                if (local[group] != PageDealing.Virtual)
                {
                    Assert.Equal(group, local[group] / chains);
                    dealt.Add(local[group]);
                }
            }
        }

        Assert.Equal(Enumerable.Range(0, pages), dealt.Order());
    }

    [Fact]
    public void Another_key_deals_otherwise()
    {
        var one = new PageDealing(800, 8, 100, new SeededStream(1));
        var other = new PageDealing(800, 8, 100, new SeededStream(2));
        Assert.False(one.PagesOf(0).SequenceEqual(other.PagesOf(0)));
    }
}
