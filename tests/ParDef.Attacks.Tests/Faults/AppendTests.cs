using ParDef.Attacks.Faults;

namespace ParDef.Attacks.Tests.Faults;

public class AppendTests : FaultContract
{
    protected override Fault Sample => new Append(1);

    protected override Fault Nothing => new Append(0);

    protected override string Words => "append 1 random byte";

    [Fact]
    public void Random_bytes_follow_the_content()
    {
        byte[] damaged = new Append(1000).Apply(Content.AsSpan(), new SeededRandom(1));
        Assert.Equal(11_000, damaged.Length);
        Assert.Equal(Content, damaged[..10_000]);
        Assert.InRange(damaged[10_000..].Distinct().Count(), 230, 256);
    }

    [Fact]
    public void Numbers_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Append(-1));
        Assert.Throws<OverflowException>(() => new Append(int.MaxValue).Apply(new byte[9], new SeededRandom(1)));
    }
}
