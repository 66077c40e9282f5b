using System.Buffers.Binary;
using ParDef.Data.Images;
using ParDef.Data.ImageSets;
using ParDef.Data.Tests.Samples;
using SkiaSharp;

namespace ParDef.Data.Tests.Images;

public class ImageFileTests
{
    [Fact]
    public void A_png_of_the_asked_size_comes_back_exactly()
    {
        byte[] file = Encode(5, 4, Pattern);
        var image = Read(file, 3, 4, 5);
        Assert.Equal((1, 3, 4, 5), (image.Count, image.Channels, image.Height, image.Width));
        Assert.True(image.Labels.IsEmpty);
        Assert.Equal(Expected(5, 4, colour => [colour.Red, colour.Green, colour.Blue]), image.Pixels.ToArray());
    }

    [Fact]
    public void One_channel_is_luma()
    {
        byte[] expected = Expected(5, 4, colour => [(byte)Math.Round((0.299 * colour.Red) + (0.587 * colour.Green) + (0.114 * colour.Blue))]);
        byte[] pixels = Read(Encode(5, 4, Pattern), 1, 4, 5).Pixels.ToArray();
        Assert.All(pixels.Zip(expected), pair => Assert.InRange(pair.First - pair.Second, -1, 1));
    }

    [Fact]
    public void Grey_stays_what_it_is()
    {
        byte[] file = Encode(16, 16, (x, y) => Grey((byte)((16 * y) + x)));
        Assert.Equal(Enumerable.Range(0, 256).Select(level => (byte)level), Read(file, 1, 16, 16).Pixels.ToArray());
    }

    [Fact]
    public void Transparency_is_dropped_and_not_mixed_in()
    {
        byte[] file = Encode(2, 2, (_, _) => new SKColor(200, 100, 50, 3));
        Assert.Equal([200, 200, 200, 200, 100, 100, 100, 100, 50, 50, 50, 50], Read(file, 3, 2, 2).Pixels.ToArray());
    }

    [Theory]
    [InlineData(64, 48, 7, 5)]
    [InlineData(3, 2, 28, 28)]
    [InlineData(100, 1, 1, 100)]
    public void Resizing_keeps_a_flat_colour(int width, int height, int newWidth, int newHeight)
    {
        byte[] pixels = Read(Encode(width, height, (_, _) => Grey(77)), 1, newHeight, newWidth).Pixels.ToArray();
        Assert.Equal(newWidth * newHeight, pixels.Length);
        Assert.All(pixels, pixel => Assert.Equal(77, pixel));
    }

    [Fact]
    public void Shrinking_averages_instead_of_picking()
    {
        byte[] file = Encode(64, 64, (x, y) => Grey((byte)((x + y) % 2 == 0 ? 0 : 254)));
        Assert.All(Read(file, 1, 8, 8).Pixels.ToArray(), pixel => Assert.InRange((int)pixel, 120, 134));
    }

    [Fact]
    public void A_jpeg_is_close_to_its_source()
    {
        byte[] file = Encode(16, 16, (_, y) => Grey((byte)(10 * y)), SKEncodedImageFormat.Jpeg);
        byte[] pixels = Read(file, 1, 16, 16).Pixels.ToArray();
        Assert.All(Enumerable.Range(0, 256), i => Assert.InRange(pixels[i] - (10 * (i / 16)), -6, 6));
    }

    [Fact]
    public void Too_many_pixels_are_refused_before_they_are_decoded()
    {
        byte[] small = Encode(4, 4, Pattern);
        Refusal.Of(() => Read(Claiming(small, 20_000, 20_000), 3, 4, 4), "20,000 x 20,000 pixels");

        // The control: the same patch with the true size is still an image.
        Assert.Equal(48, Read(Claiming(small, 4, 4), 3, 4, 4).Pixels.Length);
    }

    [Fact]
    public void Whatever_is_not_a_whole_png_or_jpeg_is_refused()
    {
        byte[] whole = Encode(40, 40, Pattern);
        Refusal.Of(() => Read([], 3, 4, 4), "not a PNG or JPEG");
        Refusal.Of(() => Read("some text"u8.ToArray(), 3, 4, 4), "not a PNG or JPEG");
        Refusal.Of(() => Read(Encode(4, 4, Pattern, SKEncodedImageFormat.Webp), 3, 4, 4), "not a PNG or JPEG");

        // Up to four fifths: a file that only lacks what follows the pixels still shows them all.
        Assert.All(Enumerable.Range(0, 16), part => Assert.Throws<DataFormatException>(() => Read(whole[..(whole.Length * part / 20)], 3, 4, 4)));
    }

    [Theory]
    [InlineData(2, 4, 4)]
    [InlineData(3, 0, 4)]
    [InlineData(3, 4, 16_385)]
    public void The_asked_size_must_make_sense(int channels, int height, int width) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Read(Encode(4, 4, Pattern), channels, height, width));

    private static SKColor Pattern(int x, int y) => new((byte)(40 * x), (byte)(50 * y), (byte)(255 - (10 * x) - y));

    private static SKColor Grey(byte level) => new(level, level, level);

    private static ImageSet Read(byte[] content, int channels, int height, int width)
    {
        using var file = new TemporaryFile(content);
        return ImageFile.Read(file.Path, channels, height, width);
    }

    private static byte[] Encode(int width, int height, Func<int, int, SKColor> colour, SKEncodedImageFormat format = SKEncodedImageFormat.Png)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                bitmap.SetPixel(x, y, colour(x, y));
            }
        }

        using var encoded = bitmap.Encode(format, 95);
        return encoded.ToArray();
    }

    private static byte[] Expected(int width, int height, Func<SKColor, byte[]> channels) =>
    [
        .. Enumerable.Range(0, channels(default).Length).SelectMany(channel =>
            Enumerable.Range(0, width * height).Select(pixel => channels(Pattern(pixel % width, pixel / width))[channel])),
    ];

    // PNG: eight bytes of signature, then IHDR with length, name, width, height, five more bytes and a CRC over all but the length.
    private static byte[] Claiming(byte[] png, int width, int height)
    {
        byte[] patched = [.. png];
        BinaryPrimitives.WriteInt32BigEndian(patched.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(patched.AsSpan(20), height);
        uint crc = uint.MaxValue;
        foreach (byte value in patched.AsSpan(12, 17))
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0xedb88320);
            }
        }

        BinaryPrimitives.WriteUInt32BigEndian(patched.AsSpan(29), ~crc);
        return patched;
    }
}
