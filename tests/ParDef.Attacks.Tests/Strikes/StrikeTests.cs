using ParDef.Attacks.Faults;
using ParDef.Attacks.Strikes;
using ParDef.Runtime.Scrubbing;

namespace ParDef.Attacks.Tests.Strikes;

public class StrikeTests
{
    public static TheoryData<Strike> Strikes => [.. Strike.All];

    [Theory]
    [MemberData(nameof(Strikes))]
    public void It_always_changes_its_page_and_no_other(Strike strike)
    {
        var memory = new TwoPages();
        var oracle = new PristineOracle(memory);
        var random = new SeededRandom(1);
        for (int trial = 0; trial < 200; trial++)
        {
            strike.Hit(memory, trial % 2, random);
            Assert.Equal([trial % 2], oracle.Differing(memory));
            memory.Restore(trial % 2, oracle.Page(trial % 2));
            Assert.Empty(oracle.Differing(memory));
        }
    }

    [Fact]
    public void A_flipped_bit_is_one_bit()
    {
        var memory = new TwoPages();
        var oracle = new PristineOracle(memory);
        new FlipBit().Hit(memory, 1, new SeededRandom(1));
        int bits = 0;
        for (int i = 0; i < memory.Page(1).Length; i++)
        {
            bits += int.PopCount(memory.Page(1)[i] ^ oracle.Page(1)[i]);
        }

        Assert.Equal(1, bits);
    }

    [Fact]
    public void An_exponent_makes_a_float_infinite_or_no_number()
    {
        var memory = new TwoPages();
        new SetExponent().Hit(memory, 0, new SeededRandom(1));
        float[] values = [.. System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(memory.Page(0))];
        Assert.Single(values, value => !float.IsFinite(value));
    }

    /// <summary>A page of ones, and a short one.</summary>
    private sealed class TwoPages : IWatchedMemory
    {
        private readonly byte[][] _pages = [.. ((int[])[1024, 250]).Select(count => Enumerable.Repeat(1f, count).SelectMany(BitConverter.GetBytes).ToArray())];

        public int PageCount => _pages.Length;

        public ReadOnlySpan<byte> Page(int index) => _pages[index];

        public bool TryRecompute(int index, Span<byte> destination) => false;

        public void Restore(int index, ReadOnlySpan<byte> content) => content.CopyTo(_pages[index]);
    }
}
