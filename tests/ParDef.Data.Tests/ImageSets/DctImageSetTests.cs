using System.Security.Cryptography;
using ParDef.Data.ImageSets;
using ParDef.Data.Tests.Samples;

namespace ParDef.Data.Tests.ImageSets;

public class DctImageSetTests
{
    private const int RecordBytes = 3073;

    [Fact]
    public void The_CIFAR_10_test_set_decodes_to_the_bytes_of_every_reader()
    {
        var set = DctImageSet.Read(Shared.Path("data/cifar10-jpeg75-test.dct.gz"));
        Assert.Equal((10_000, 3, 32, 32), (set.Count, set.Channels, set.Height, set.Width));
        Assert.Equal("f24756e9fc27107597cd054b9df7247b4e5ab61780d1e5d55e7b1015307573de", Convert.ToHexStringLower(SHA256.HashData(set.Labels.Span)));
        Assert.Equal("7492c1df105f0fe858af85c40c4857a2ad98597192b1618f91a37e83214d46b0", Convert.ToHexStringLower(SHA256.HashData(set.Pixels.Span)));
    }

    [Fact]
    public void A_limit_reads_a_prefix()
    {
        string path = Shared.Path("data/cifar10-jpeg75-calib.dct.gz");
        var all = DctImageSet.Read(path);
        var some = DctImageSet.Read(path, 30);
        Assert.Equal(2000, all.Count);
        Assert.Equal(all.Take(30).Labels.ToArray(), some.Labels.ToArray());
        Assert.Equal(all.Take(30).Pixels.ToArray(), some.Pixels.ToArray());
    }

    [Fact]
    public void An_image_without_coefficients_is_mid_grey()
    {
        byte[] file = Gzip.Pack([.. Header(1), 5, .. new byte[RecordBytes - 1]]);
        var set = Read(file);
        Assert.Equal([5], set.Labels.ToArray());
        Assert.All(set.Pixels.ToArray(), sample => Assert.Equal(128, sample));
    }

    [Fact]
    public void Blocks_and_channels_lie_where_the_format_says()
    {
        // The mean of luma block 1 in unit 2 (below left; its right upper block) goes up, and Cr of unit 3 (below right).
        byte[] record = new byte[RecordBytes];
        SetMean(record, 13, 80);
        SetMean(record, 23, 80);
        byte[] pixels = Read(Gzip.Pack([.. Header(1), .. record])).Pixels.ToArray();
        for (int i = 0; i < 1024; i++)
        {
            int row = i / 32, column = i % 32;
            int luma = row is >= 16 and < 24 && column is >= 8 and < 16 ? 138 : 128;
            int red = row >= 16 && column >= 16 ? 10 : 0;
            Assert.Equal((byte)Math.Round(luma + (1.402 * red)), pixels[i]);
            Assert.Equal((byte)Math.Round(luma - (0.714136 * red)), pixels[1024 + i]);
            Assert.Equal(luma, pixels[2048 + i]);
        }
    }

    [Fact]
    public void A_coefficient_that_no_image_has_is_refused()
    {
        byte[] record = new byte[RecordBytes];
        SetMean(record, 0, short.MinValue);
        Refusal.Of(() => Read(Gzip.Pack([.. Header(1, step: 2), .. record])), "a coefficient in image 0");
    }

    [Fact]
    public void Hostile_and_foreign_files_are_refused()
    {
        Refusal.Of(() => Read(Gzip.Pack(Header(0xffffffff))), "more than the file can hold");
        Refusal.Of(() => Read(Gzip.Pack(Header(1000))), "more than the file can hold");
        Refusal.Of(() => Read(Gzip.Pack([.. Header(2), .. new byte[RecordBytes]])), "ends before");
        Refusal.Of(() => Read(Gzip.Pack([.. Header(1), .. new byte[RecordBytes + 1]])), "goes on after");
        Refusal.Of(() => Read(Gzip.Pack(new byte[200])), "DCT1");
        Refusal.Of(() => Read([1, 2, 3]), "ends before");
    }

    private static ImageSet Read(byte[] file) => DctImageSet.Read(new MemoryStream(file), null, "sample.dct.gz");

    private static byte[] Header(uint count, byte step = 1) => [.. "DCT1"u8, .. BitConverter.GetBytes(count), .. Enumerable.Repeat(step, 128)];

    // The coefficient (0, 0) is eight times the mean of a block.
    private static void SetMean(byte[] record, int block, short coefficient) =>
        BitConverter.GetBytes(coefficient).CopyTo(record, 1 + (128 * block));
}
