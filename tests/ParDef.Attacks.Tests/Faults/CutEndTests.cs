using ParDef.Attacks.Faults;

namespace ParDef.Attacks.Tests.Faults;

public class CutEndTests : FaultContract
{
    protected override Fault Sample => new CutEnd(4097);

    protected override Fault Nothing => new CutEnd(0);

    protected override Fault TooMuch => new CutEnd(11);

    protected override string Words => "cut 4,097 bytes off the end";

    [Fact]
    public void The_rest_stays()
    {
        Assert.Equal([1, 2, 3], new CutEnd(2).Apply([1, 2, 3, 4, 5], new SeededRandom(1)));
        Assert.Empty(new CutEnd(5).Apply([1, 2, 3, 4, 5], new SeededRandom(1)));
    }

    [Fact]
    public void A_negative_count_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new CutEnd(-1));
}
