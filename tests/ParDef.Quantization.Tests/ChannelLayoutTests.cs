namespace ParDef.Quantization.Tests;

public class ChannelLayoutTests
{
    [Theory]
    [InlineData(0, 1, 2, 60)]
    [InlineData(1, 2, 3, 20)]
    [InlineData(2, 6, 4, 5)]
    [InlineData(3, 24, 5, 1)]
    public void An_axis_splits_the_extents_before_and_after_it(int axis, long outer, int channels, int inner)
    {
        var layout = ChannelLayout.For([2, 3, 4, 5], axis);

        Assert.Equal(new ChannelLayout(outer, channels, inner), layout);
        Assert.Equal(120, layout.Elements);
    }

    [Fact]
    public void An_element_has_the_channel_of_its_index_along_the_axis()
    {
        var layout = ChannelLayout.For([2, 3, 4], 1);
        int element = 0;
        for (int i = 0; i < 2; i++)
        {
            for (int j = 0; j < 3; j++)
            {
                for (int k = 0; k < 4; k++, element++)
                {
                    Assert.Equal(j, element / layout.Inner % layout.Channels);
                }
            }
        }
    }

    [Fact]
    public void The_whole_tensor_is_one_channel() => Assert.Equal(new ChannelLayout(1, 1, 7), ChannelLayout.WholeTensor(7));

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    public void An_axis_that_is_not_there_is_refused(int axis) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ChannelLayout.For([2, 3], axis));

    [Fact]
    public void Extents_beyond_the_range_of_an_index_are_refused()
    {
        Assert.Throws<OverflowException>(() => ChannelLayout.For([1L << 31, 1], 0));
        Assert.Throws<OverflowException>(() => ChannelLayout.For([1, 1L << 20, 1L << 20], 0));
        Assert.Throws<OverflowException>(() => ChannelLayout.For([1L << 40, 1L << 40, 1], 2));
        Assert.Throws<OverflowException>(() => ChannelLayout.WholeTensor(1L << 31));
        Assert.Throws<OverflowException>(() => new ChannelLayout(1L << 40, 1 << 20, 1 << 20).Elements);
    }
}
