using ParDef.Attacks.Faults;

namespace ParDef.Attacks.Tests.Faults;

public class BurstTests : FaultContract
{
    protected override Fault Sample => new Burst(1500, Fill.Random, 2000);

    protected override Fault Nothing => new Burst(0, Fill.Zero);

    protected override Fault TooMuch => new Burst(5, Fill.Zero, 6);

    protected override string Words => "overwrite 1,500 bytes from offset 2,000 with random bytes";

    [Theory]
    [InlineData(Fill.Zero, 0)]
    [InlineData(Fill.Ones, 255)]
    public void Only_the_burst_is_overwritten(Fill fill, byte value)
    {
        byte[] damaged = new Burst(3, fill, 2).Apply([9, 9, 9, 9, 9, 9, 9], new SeededRandom(1));
        Assert.Equal([9, 9, value, value, value, 9, 9], damaged);
    }

    [Fact]
    public void Random_bytes_are_all_kinds_of_bytes()
    {
        byte[] damaged = Sample.Apply(Content.AsSpan(), new SeededRandom(1));
        Assert.InRange(damaged.AsSpan(2000, 1500).ToArray().Distinct().Count(), 240, 256);
        Assert.Equal(Content[..2000], damaged[..2000]);
        Assert.Equal(Content[3500..], damaged[3500..]);
    }

    [Fact]
    public void A_random_place_is_any_place_where_the_burst_fits()
    {
        var random = new SeededRandom(1);
        var burst = new Burst(3, Fill.Ones);
        var starts = Enumerable.Range(0, 500).Select(_ => Array.IndexOf(burst.Apply(new byte[7], random), byte.MaxValue)).ToHashSet();
        Assert.Equal([0, 1, 2, 3, 4], starts.Order());
        Assert.Equal("overwrite 1 byte at a random place with ones", new Burst(1, Fill.Ones).Description);
    }

    [Fact]
    public void Numbers_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Burst(-1, Fill.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Burst(1, Fill.Zero, -1));
        Assert.Throws<ArgumentException>(() => new Burst(int.MaxValue, Fill.Zero, int.MaxValue).Apply(new byte[9], new SeededRandom(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Burst(1, (Fill)9).Apply(new byte[9], new SeededRandom(1)));
    }
}
