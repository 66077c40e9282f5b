namespace ParDef.Quantization.Tests;

public class ChannelScaleTests
{
    [Theory]
    [InlineData(0, 255, 1, 0)]
    [InlineData(-255, 0, 1, 255)]
    [InlineData(-128, 127, 1, 128)]
    [InlineData(0, 0, 1, 0)]
    [InlineData(-1, 1, (double)(float)(2.0 / 255), 127)]
    public void An_affine_range_is_spread_over_255_steps(double lo, double hi, double step, int zeroPoint) =>
        Assert.Equal(new ChannelScale(step, zeroPoint), ChannelScale.Choose(lo, hi, FloatType.Binary32, QuantizationScheme.Affine));

    [Fact]
    public void A_step_grows_to_its_next_value_where_both_ends_would_round_outwards() =>
        Assert.Equal(
            new ChannelScale(MathF.BitIncrement(1), 127),
            ChannelScale.Choose(-127.5, 127.5, FloatType.Binary32, QuantizationScheme.Affine));

    [Theory]
    [InlineData(-127, 5, 1)]
    [InlineData(0, 254, 2)]
    [InlineData(0, 0, 1)]
    public void A_symmetric_step_is_the_127th_of_the_largest_magnitude(double lo, double hi, double step) =>
        Assert.Equal(new ChannelScale(step, 0), ChannelScale.Choose(lo, hi, FloatType.Binary32, QuantizationScheme.Symmetric));

    [Theory]
    [InlineData(FloatType.Binary32, (double)float.Epsilon)]
    [InlineData(FloatType.Binary64, double.Epsilon)]
    public void A_step_that_would_vanish_is_the_smallest_positive_one(FloatType type, double smallest)
    {
        Assert.Equal(new ChannelScale(smallest, 0), ChannelScale.Choose(0, smallest, type, QuantizationScheme.Affine));
        Assert.Equal(new ChannelScale(smallest, 0), ChannelScale.Choose(0, smallest, type, QuantizationScheme.Symmetric));
    }

    [Fact]
    public void A_subnormal_step_grows_until_nothing_clips() =>
        Assert.Equal(
            new ChannelScale(2 * double.Epsilon, 0),
            ChannelScale.Choose(0, 189 * double.Epsilon, FloatType.Binary64, QuantizationScheme.Symmetric));

    [Fact]
    public void The_widest_binary64_range_has_a_finite_step()
    {
        var scale = ChannelScale.Choose(double.MinValue, double.MaxValue, FloatType.Binary64, QuantizationScheme.Affine);

        Assert.True(double.IsFinite(scale.Step));
        Assert.InRange(scale.ZeroPoint, 127, 128);
    }
}
