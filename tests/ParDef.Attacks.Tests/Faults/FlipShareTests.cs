using ParDef.Attacks.Faults;

namespace ParDef.Attacks.Tests.Faults;

public class FlipShareTests : FaultContract
{
    protected override Fault Sample => new FlipShare(0.001);

    protected override Fault Nothing => new FlipShare(0);

    protected override string Words => "flip 0.1 % of the bits";

    [Theory]
    [InlineData(0.001, 80)]
    [InlineData(0.00001, 1)]
    [InlineData(0.000001, 0)]
    [InlineData(0.5, 40_000)]
    [InlineData(1, 80_000)]
    public void The_share_is_rounded_to_whole_bits(double rate, int expected)
    {
        Assert.Equal(expected, FlipBitsTests.Distance(Content.AsSpan(), new FlipShare(rate).Apply(Content.AsSpan(), new SeededRandom(1))));
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void A_share_is_0_to_1(double rate) => Assert.Throws<ArgumentOutOfRangeException>(() => new FlipShare(rate));
}
