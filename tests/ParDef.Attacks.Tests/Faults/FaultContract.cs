using System.Collections.Immutable;
using ParDef.Attacks.Faults;

namespace ParDef.Attacks.Tests.Faults;

/// <summary>What every fault keeps to.</summary>
public abstract class FaultContract
{
    /// <summary>A fault with an effect on 10,000 bytes.</summary>
    protected abstract Fault Sample { get; }

    /// <summary>A fault of the kind that does nothing, where the kind has one.</summary>
    protected virtual Fault? Nothing => null;

    /// <summary>A fault of the kind that 10 bytes are too short for, where the kind has one.</summary>
    protected virtual Fault? TooMuch => null;

    protected abstract string Words { get; }

    protected static ImmutableArray<byte> Content { get; } = [.. Enumerable.Range(0, 10_000).Select(i => (byte)(i * 31))];

    [Fact]
    public void A_seed_names_the_damage_and_the_source_stays_whole()
    {
        byte[] source = [.. Content];
        byte[] damaged = Sample.Apply(source, new SeededRandom(7));
        Assert.Equal(damaged, Sample.Apply(source, new SeededRandom(7)));
        Assert.Equal(Content, source);
        Assert.NotEqual(Content, damaged);
        Assert.NotSame(source, damaged);
    }

    [Fact]
    public void Nothing_is_a_copy()
    {
        if (Nothing is not null)
        {
            Assert.Equal(Content, Nothing.Apply(Content.AsSpan(), new SeededRandom(7)));
            Assert.Empty(Nothing.Apply([], new SeededRandom(7)));
        }
        else
        {
            Assert.IsType<LosePage>(Sample);
        }
    }

    [Fact]
    public void Content_that_is_too_short_is_refused_in_words()
    {
        if (TooMuch is not null)
        {
            var refusal = Assert.Throws<ArgumentException>(() => TooMuch.Apply(new byte[10], new SeededRandom(7)));
            Assert.Contains($"content of 10 bytes is too short to {TooMuch.Description}", refusal.Message, StringComparison.Ordinal);
        }
        else
        {
            Assert.True(Sample is FlipShare or FlipInPages or Sequence or Append);
        }
    }

    [Fact]
    public void The_description_says_what_happens() => Assert.Equal(Words, Sample.Description);
}
