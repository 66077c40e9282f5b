using ParDef.Data.ImageSets;
using SkiaSharp;

namespace ParDef.Data.Images;

/// <summary>Reads one PNG or JPEG image.</summary>
public static class ImageFile
{
    // A linear filter over the nearest two halvings: every source pixel counts when an image shrinks, as in a trained model's pipeline.
    private static readonly SKSamplingOptions Resampling = new(SKFilterMode.Linear, SKMipmapMode.Linear);

    /// <summary>
    /// Reads an image as a set of one without a label, stretched to <paramref name="height"/> x <paramref name="width"/> pixels.
    /// Three channels are R, G, B; one channel is the luma of ITU-R BT.601. Transparency is dropped, and colour profiles and
    /// EXIF orientation are not applied, as most training pipelines read images.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Channels are not 1 or 3, or a side is not 1 to 16,384.</exception>
    /// <exception cref="DataFormatException">Not a PNG or JPEG image, a damaged one, or one of more than 2^26 pixels.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ImageSet Read(string path, int channels, int height, int width)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (channels is not (1 or 3))
        {
            throw new ArgumentOutOfRangeException(nameof(channels), channels, "an image file gives one channel or three");
        }

        RequireSide(height, nameof(height));
        RequireSide(width, nameof(width));
        string name = Path.GetFileName(path);
        using var content = ReadAll(path, name);
        using var decoded = Decode(content, name);
        using var resized = Resize(decoded, height, width, name);
        return new ImageSet(channels, height, width, Array.Empty<byte>(), Planes(resized.GetPixelSpan(), channels));
    }

    private static SKData ReadAll(string path, string name)
    {
        using var file = File.OpenRead(path);
        if (file.Length > DataLimits.MaximumFileBytes)
        {
            throw new DataFormatException($"{name} has {file.Length:N0} bytes, which is too long for an image");
        }

        // Null stands for a file that Skia found nothing in.
        return SKData.Create(file) ?? SKData.Empty;
    }

    private static SKBitmap Decode(SKData content, string name)
    {
        using var codec = SKCodec.Create(content);
        if (codec is null || codec.EncodedFormat is not (SKEncodedImageFormat.Png or SKEncodedImageFormat.Jpeg))
        {
            throw new DataFormatException($"{name} is not a PNG or JPEG image");
        }

        var size = codec.Info.Size;
        if ((long)size.Width * size.Height > DataLimits.MaximumArea)
        {
            throw new DataFormatException(
                $"{name} has {size.Width:N0} x {size.Height:N0} pixels; at most {DataLimits.MaximumArea:N0} are read");
        }

        var bitmap = new SKBitmap(new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        var result = codec.GetPixels(bitmap.Info, bitmap.GetPixels());
        if (result != SKCodecResult.Success)
        {
            bitmap.Dispose();
            throw new DataFormatException($"{name} is a damaged image: its pixels do not decode");
        }

        return bitmap;
    }

    private static SKBitmap Resize(SKBitmap decoded, int height, int width, string name)
    {
        var pixels = decoded.GetPixelSpan();
        for (int alpha = 3; alpha < pixels.Length; alpha += 4)
        {
            pixels[alpha] = byte.MaxValue;
        }

        using var opaque = decoded.PeekPixels().WithAlphaType(SKAlphaType.Opaque);
        var resized = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using var target = resized.PeekPixels();
        if (!opaque.ScalePixels(target, Resampling))
        {
            resized.Dispose();
            throw new DataFormatException($"{name} cannot be resized to {width} x {height} pixels");
        }

        return resized;
    }

    private static byte[] Planes(ReadOnlySpan<byte> rgba, int channels)
    {
        int area = rgba.Length / 4;
        byte[] planes = new byte[channels * area];
        for (int pixel = 0; pixel < area; pixel++)
        {
            byte red = rgba[4 * pixel], green = rgba[(4 * pixel) + 1], blue = rgba[(4 * pixel) + 2];
            if (channels == 1)
            {
                planes[pixel] = Luma(red, green, blue);
                continue;
            }

            planes[pixel] = red;
            planes[area + pixel] = green;
            planes[(2 * area) + pixel] = blue;
        }

        return planes;
    }

    // 0.299, 0.587 and 0.114 in units of 2^-16; they add up to one, so that grey stays what it is.
    private static byte Luma(byte red, byte green, byte blue) => (byte)(((19595 * red) + (38470 * green) + (7471 * blue) + 32768) >> 16);

    private static void RequireSide(int side, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(side, 1, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(side, DataLimits.MaximumSide, name);
    }
}
