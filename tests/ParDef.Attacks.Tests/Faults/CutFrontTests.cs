using ParDef.Attacks.Faults;

namespace ParDef.Attacks.Tests.Faults;

public class CutFrontTests : FaultContract
{
    protected override Fault Sample => new CutFront(4097);

    protected override Fault Nothing => new CutFront(0);

    protected override Fault TooMuch => new CutFront(11);

    protected override string Words => "cut 4,097 bytes off the front";

    [Fact]
    public void The_rest_stays()
    {
        Assert.Equal([3, 4, 5], new CutFront(2).Apply([1, 2, 3, 4, 5], new SeededRandom(1)));
        Assert.Empty(new CutFront(5).Apply([1, 2, 3, 4, 5], new SeededRandom(1)));
    }

    [Fact]
    public void A_negative_count_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new CutFront(-1));
}
