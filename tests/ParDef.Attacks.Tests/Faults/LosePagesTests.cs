using CsCheck;
using ParDef.Attacks.Faults;

namespace ParDef.Attacks.Tests.Faults;

public class LosePagesTests : FaultContract
{
    protected override Fault Sample => new LosePages(2, 4096, Fill.Ones);

    protected override Fault Nothing => new LosePages(0, 4096, Fill.Ones);

    protected override Fault TooMuch => new LosePages(3, 5, Fill.Zero);

    protected override string Words => "lose 2 random pages of 4,096 bytes to ones";

    [Fact]
    public void Exactly_the_count_of_whole_pages_is_lost()
    {
        Gen.Select(Gen.Int[1, 100], Gen.Int[1, 12], Gen.Double[0, 1], Gen.ULong).Sample((length, pageBytes, share, seed) =>
        {
            int pages = (length + pageBytes - 1) / pageBytes;
            int count = (int)(share * pages);
            byte[] damaged = new LosePages(count, pageBytes, Fill.Ones).Apply(new byte[length], new SeededRandom(seed));
            var lost = damaged.Chunk(pageBytes).ToList();
            Assert.Equal(count, lost.Count(page => page.All(value => value == byte.MaxValue)));
            Assert.Equal(pages - count, lost.Count(page => page.All(value => value == 0)));
        });
    }

    [Fact]
    public void Every_page_is_as_likely()
    {
        int[] lost = new int[5];
        var random = new SeededRandom(1);
        for (int round = 0; round < 5000; round++)
        {
            byte[] damaged = new LosePages(2, 1, Fill.Ones).Apply(new byte[5], random);
            for (int page = 0; page < 5; page++)
            {
                lost[page] += damaged[page] & 1;
            }
        }

        // 2,000 expected, standard deviation 34.6: five of them either way.
        Assert.All(lost, times => Assert.InRange(times, 1827, 2173));
    }

    [Fact]
    public void Numbers_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new LosePages(-1, 4096, Fill.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LosePages(1, 0, Fill.Zero));
    }
}
