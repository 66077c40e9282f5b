using ParDef.Data.ImageSets;
using ParDef.Data.Tests.Samples;

namespace ParDef.Data.Tests.ImageSets;

public class IdxImageSetTests
{
    private static readonly byte[] Images = [.. ImageHeader(2, 2, 3), .. Enumerable.Range(1, 12).Select(i => (byte)i)];
    private static readonly byte[] Labels = [0, 0, 8, 1, 0, 0, 0, 2, 7, 4];

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Plain_and_packed_files_give_the_same_set(bool packImages, bool packLabels)
    {
        using var images = new TemporaryFile(packImages ? Gzip.Pack(Images) : Images);
        using var labels = new TemporaryFile(packLabels ? Gzip.Pack(Labels) : Labels);
        var set = IdxImageSet.Read(images.Path, labels.Path);
        Assert.Equal((2, 1, 2, 3), (set.Count, set.Channels, set.Height, set.Width));
        Assert.Equal([7, 4], set.Labels.ToArray());
        Assert.Equal(Images[16..], set.Pixels.ToArray());
    }

    [Fact]
    public void Labels_may_be_absent()
    {
        using var images = new TemporaryFile(Images);
        Assert.True(IdxImageSet.Read(images.Path).Labels.IsEmpty);
    }

    [Theory]
    [InlineData(0x80000000u, 28u, 28u, "more than is read at once")]
    [InlineData(0xffffffffu, 16_384u, 16_384u, "more than is read at once")]
    [InlineData(1u, 100_000u, 100_000u, "sides of 1 to 16,384")]
    [InlineData(0u, 0xffffffffu, 1u, "sides of 1 to 16,384")]
    [InlineData(1u, 0u, 28u, "sides of 1 to 16,384")]
    [InlineData(1_000_000u, 28u, 28u, "more than the file can hold")]
    public void A_hostile_header_is_refused_before_memory_is_taken(uint count, uint height, uint width, string words)
    {
        byte[] file = ImageHeader(count, height, width);
        Refusal.Of(() => Read(file), words);
        Refusal.Of(() => Read(Gzip.Pack(file)), words);
    }

    [Fact]
    public void A_gzip_bomb_is_unpacked_only_as_far_as_claimed()
    {
        byte[] bomb = Gzip.Pack([.. ImageHeader(1, 2, 3), .. new byte[50_000_000]]);
        Refusal.Of(() => Read(bomb), "goes on after");
    }

    [Fact]
    public void Cut_damaged_and_foreign_files_are_refused()
    {
        byte[] packed = Gzip.Pack(Images);
        Assert.All(Enumerable.Range(0, Images.Length), length => Assert.Throws<DataFormatException>(() => Read(Images[..length])));

        // What is left without the trailer (8 bytes) and the end mark of the content (in one byte) is complete.
        Assert.All(Enumerable.Range(0, packed.Length - 9), length => Assert.Throws<DataFormatException>(() => Read(packed[..length])));
        byte[] damaged = [.. packed];
        damaged[^6] ^= 1;
        Refusal.Of(() => Read(damaged), "damaged gzip");
        Refusal.Of(() => Read(Labels), "ends before");
        Refusal.Of(() => Read([.. Labels, .. new byte[8]]), "not an IDX file of images");
        Refusal.Of(() => Read([.. Images, 0]), "goes on after");
    }

    [Fact]
    public void Labels_for_another_number_of_images_are_refused()
    {
        byte[] three = [0, 0, 8, 1, 0, 0, 0, 3, 1, 2, 3], hostile = [0, 0, 8, 1, 255, 255, 255, 255];
        Refusal.Of(() => Read(Images, three), "3 labels for 2 images");
        Refusal.Of(() => Read(Images, hostile), "4,294,967,295 labels");
        Refusal.Of(() => Read(Images, Images), "not an IDX file of labels");
    }

    [Fact]
    public void The_Fashion_MNIST_test_set_has_a_thousand_images_a_class()
    {
        var set = IdxImageSet.Read(Shared.Path("data/t10k-images-idx3-ubyte.gz"), Shared.Path("data/t10k-labels-idx1-ubyte.gz"));
        Assert.Equal((10_000, 1, 28, 28), (set.Count, set.Channels, set.Height, set.Width));
        Assert.All(set.Labels.ToArray().CountBy(label => label), pair => Assert.Equal(1000, pair.Value));
    }

    private static ImageSet Read(byte[] images, byte[]? labels = null) =>
        IdxImageSet.Read(new MemoryStream(images), labels is null ? null : new MemoryStream(labels));

    private static byte[] ImageHeader(uint count, uint height, uint width) =>
        [0, 0, 8, 3, .. new[] { count, height, width }.SelectMany(number => BitConverter.GetBytes(number).Reverse())];
}
