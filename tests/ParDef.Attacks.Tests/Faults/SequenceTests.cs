using ParDef.Attacks.Faults;

namespace ParDef.Attacks.Tests.Faults;

public class SequenceTests : FaultContract
{
    protected override Fault Sample => new Sequence(new Burst(10, Fill.Ones), new FlipBits(3));

    protected override Fault Nothing => new Sequence(new FlipBits(0), new FlipShare(0));

    protected override string Words => "overwrite 10 bytes at a random place with ones, then flip 3 bits";

    [Fact]
    public void The_second_meets_what_the_first_left()
    {
        byte[] damaged = new Sequence(new CutEnd(90), new Burst(10, Fill.Ones)).Apply(new byte[100], new SeededRandom(1));
        Assert.Equal(Enumerable.Repeat(byte.MaxValue, 10), damaged);
    }
}
