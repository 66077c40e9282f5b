using ParDef.Data.ImageSets;

namespace ParDef.Data.Tests.ImageSets;

public class ImageSetTests
{
    private static readonly ImageSet Five = new(2, 1, 3, new byte[] { 9, 8, 7, 6, 5 }, Enumerable.Range(0, 30).Select(i => (byte)i).ToArray());

    [Fact]
    public void A_range_holds_its_images_and_labels()
    {
        var range = Five.Range(1, 2);
        Assert.Equal(2, range.Count);
        Assert.Equal([8, 7], range.Labels.ToArray());
        Assert.Equal([12, 13, 14, 15, 16, 17], range[1].ToArray());
    }

    [Fact]
    public void Taking_more_than_there_is_takes_all()
    {
        Assert.Equal(5, Five.Take(6).Count);
        Assert.Equal([9, 8], Five.Take(2).Labels.ToArray());
        Assert.Equal(0, Five.Take(0).Count);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(6, 0)]
    [InlineData(3, 3)]
    [InlineData(1, int.MaxValue)]
    public void A_range_outside_is_refused(int start, int count) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Five.Range(start, count));

    [Fact]
    public void Chosen_images_come_in_the_order_given()
    {
        var chosen = Five.Select([4, 0]);
        Assert.Equal([5, 9], chosen.Labels.ToArray());
        Assert.Equal([24, 25, 26, 27, 28, 29, 0, 1, 2, 3, 4, 5], chosen.Pixels.ToArray());
    }

    [Fact]
    public void Pixels_and_labels_must_fit_the_shape()
    {
        Assert.Throws<ArgumentException>(() => new ImageSet(1, 2, 2, Array.Empty<byte>(), new byte[5]));
        Assert.Throws<ArgumentException>(() => new ImageSet(1, 2, 2, new byte[1], new byte[8]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImageSet(0, 2, 2, Array.Empty<byte>(), Array.Empty<byte>()));
    }
}
