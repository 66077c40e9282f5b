using ParDef.Attacks.Faults;

namespace ParDef.Attacks.Tests.Faults;

public class LosePageTests : FaultContract
{
    protected override Fault Sample => new LosePage(1, 4096, Fill.Zero);

    protected override Fault TooMuch => new LosePage(2, 5, Fill.Zero);

    protected override string Words => "lose page 1 of 4,096 bytes to zeros";

    [Theory]
    [InlineData(0, new byte[] { 255, 255, 255, 9, 9, 9, 9 })]
    [InlineData(1, new byte[] { 9, 9, 9, 255, 255, 255, 9 })]
    [InlineData(2, new byte[] { 9, 9, 9, 9, 9, 9, 255 })]
    public void A_page_is_overwritten_and_the_last_one_may_be_shorter(int index, byte[] expected)
    {
        Assert.Equal(expected, new LosePage(index, 3, Fill.Ones).Apply([9, 9, 9, 9, 9, 9, 9], new SeededRandom(1)));
    }

    [Fact]
    public void Numbers_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new LosePage(-1, 4096, Fill.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LosePage(0, 0, Fill.Zero));
        Assert.Throws<ArgumentException>(() => new LosePage(int.MaxValue, int.MaxValue, Fill.Zero).Apply(new byte[9], new SeededRandom(1)));
    }
}
