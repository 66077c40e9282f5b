using System.Buffers.Binary;

namespace ParDef.Data.ImageSets;

/// <summary>
/// Reads grey images in the IDX format of the MNIST family, plain or in gzip: a big-endian header (0x00000803, count, rows,
/// columns; for labels 0x00000801, count) and one unsigned byte a sample.
/// </summary>
public static class IdxImageSet
{
    private const uint ImageMagic = 0x0803;
    private const uint LabelMagic = 0x0801;

    /// <summary>Reads images and, where a second path is given, their labels.</summary>
    /// <exception cref="DataFormatException">
    /// Not an IDX file of unsigned bytes, a size that the file cannot hold, or labels for another number of images.
    /// </exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static ImageSet Read(string imagesPath, string? labelsPath = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(imagesPath);
        using var images = File.OpenRead(imagesPath);
        using var labels = labelsPath is null ? null : File.OpenRead(labelsPath);
        return Read(images, labels, Path.GetFileName(imagesPath), Path.GetFileName(labelsPath) ?? "");
    }

    /// <summary>Reads from seekable streams, from their start; they stay open.</summary>
    /// <exception cref="DataFormatException">As for files.</exception>
    public static ImageSet Read(Stream images, Stream? labels = null)
    {
        ArgumentNullException.ThrowIfNull(images);
        return Read(images, labels, "the image stream", "the label stream");
    }

    private static ImageSet Read(Stream images, Stream? labels, string imagesName, string labelsName)
    {
        var (height, width, pixels) = ReadImages(images, imagesName);
        int count = pixels.Length / (height * width);
        return new ImageSet(1, height, width, labels is null ? [] : ReadLabels(labels, count, labelsName), pixels);
    }

    private static (int Height, int Width, byte[] Pixels) ReadImages(Stream file, string name)
    {
        using var source = new SetStream(file, name);
        Span<byte> header = stackalloc byte[16];
        source.Read(header);
        RequireMagic(header, ImageMagic, "images", name);
        uint count = BinaryPrimitives.ReadUInt32BigEndian(header[4..]);
        uint height = BinaryPrimitives.ReadUInt32BigEndian(header[8..]);
        uint width = BinaryPrimitives.ReadUInt32BigEndian(header[12..]);
        if (height is 0 or > DataLimits.MaximumSide || width is 0 or > DataLimits.MaximumSide)
        {
            throw new DataFormatException(
                $"{name} claims images of {width:N0} x {height:N0} pixels; sides of 1 to {DataLimits.MaximumSide:N0} are read");
        }

        // 2^32 x 2^14 x 2^14 stays below 2^63.
        long bytes = (long)count * height * width;
        if (bytes > DataLimits.MaximumElements)
        {
            throw new DataFormatException($"{name} claims {count:N0} images of {width:N0} x {height:N0} pixels, more than is read at once");
        }

        source.RequirePossible(header.Length + bytes);
        byte[] pixels = new byte[bytes];
        source.Read(pixels);
        source.RequireEnd();
        return ((int)height, (int)width, pixels);
    }

    private static byte[] ReadLabels(Stream file, int images, string name)
    {
        using var source = new SetStream(file, name);
        Span<byte> header = stackalloc byte[8];
        source.Read(header);
        RequireMagic(header, LabelMagic, "labels", name);
        uint count = BinaryPrimitives.ReadUInt32BigEndian(header[4..]);
        if (count != images)
        {
            throw new DataFormatException($"{name} claims {count:N0} labels for {images:N0} images");
        }

        byte[] labels = new byte[images];
        source.Read(labels);
        source.RequireEnd();
        return labels;
    }

    private static void RequireMagic(ReadOnlySpan<byte> header, uint magic, string what, string name)
    {
        uint found = BinaryPrimitives.ReadUInt32BigEndian(header);
        if (found != magic)
        {
            throw new DataFormatException($"{name} is not an IDX file of {what}: it starts with 0x{found:x8}, not 0x{magic:x8}");
        }
    }
}
