using System.Numerics;
using CsCheck;
using ParDef.Attacks.Faults;

namespace ParDef.Attacks.Tests.Faults;

public class FlipInPagesTests : FaultContract
{
    protected override Fault Sample => new FlipInPages(0.25, 0.12, 4096);

    protected override Fault Nothing => new FlipInPages(0, 0.5, 4096);

    protected override string Words => "flip 12 % of the bits in 25 % of the pages of 4,096 bytes";

    [Fact]
    public void Exactly_that_share_of_pages_has_exactly_that_share_of_flips()
    {
        Gen.Select(Gen.Int[1, 40], Gen.Double[0, 1], Gen.Double[0.05, 1], Gen.ULong).Sample((pages, share, rate, seed) =>
        {
            const int pageBytes = 64;
            byte[] damaged = new FlipInPages(share, rate, pageBytes).Apply(new byte[pages * pageBytes], new SeededRandom(seed));
            int[] flips = [.. damaged.Chunk(pageBytes).Select(page => page.Sum(value => BitOperations.PopCount(value)))];
            int expected = (int)Math.Round(rate * 8 * pageBytes, MidpointRounding.AwayFromZero);
            Assert.Equal((int)Math.Ceiling(share * pages), flips.Count(count => count == expected));
            Assert.Equal(pages - (int)Math.Ceiling(share * pages), flips.Count(count => count == 0));
        });
    }

    [Fact]
    public void Numbers_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new FlipInPages(1.1, 0.1, 4096));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FlipInPages(double.NaN, 0.1, 4096));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FlipInPages(0.1, -0.1, 4096));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FlipInPages(0.1, 0.1, 0));
    }
}
