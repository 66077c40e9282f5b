using System.Buffers.Binary;

namespace ParDef.Data.ImageSets;

/// <summary>
/// Reads sets of 32 x 32 colour images that are kept as the quantised DCT coefficients of baseline JPEG, chroma 4:2:0.
/// After unpacking gzip, little endian: "DCT1", count (u32), luma table and chroma table (64 x u8 each); then per image the
/// label (u8) and 24 blocks of 64 coefficients (i16). Tables and coefficients are in zigzag order; the blocks are four
/// 16 x 16 units, row by row, each of four luma blocks, one Cb and one Cr block. Decoding is exact in integers, so that
/// every reader gives the same bytes.
/// </summary>
public static class DctImageSet
{
    private const int HeaderBytes = 4 + 4 + 64 + 64;
    private const int RecordBytes = 1 + (CodedImage.Coefficients * sizeof(short));

    /// <summary>Reads the first <paramref name="limit"/> images, or all; channels are R, G, B.</summary>
    /// <exception cref="DataFormatException">Not such a set, a size that the file cannot hold, or coefficients that no 8-bit image has.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ImageSet Read(string path, int? limit = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var file = File.OpenRead(path);
        return Read(file, limit, Path.GetFileName(path));
    }

    internal static ImageSet Read(Stream file, int? limit, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit ?? 0, nameof(limit));
        using var source = new SetStream(file, name);
        Span<byte> header = stackalloc byte[HeaderBytes];
        source.Read(header);
        if (!header[..4].SequenceEqual("DCT1"u8))
        {
            throw new DataFormatException($"{name} is not a set of DCT coefficients: it does not start with DCT1");
        }

        uint claimed = BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
        source.RequirePossible(HeaderBytes + ((long)claimed * RecordBytes));
        long count = Math.Min(claimed, limit ?? (long)uint.MaxValue);
        if (count * CodedImage.RgbBytes > DataLimits.MaximumElements)
        {
            throw new DataFormatException($"{name} claims {claimed:N0} images, more than is read at once");
        }

        byte[] labels = new byte[count];
        byte[] pixels = new byte[count * CodedImage.RgbBytes];
        ReadImages(source, new CodedImage(header[8..72], header[72..]), labels, pixels, name);
        if (count == claimed)
        {
            source.RequireEnd();
        }

        return new ImageSet(3, CodedImage.Side, CodedImage.Side, labels, pixels);
    }

    private static void ReadImages(SetStream source, CodedImage decoder, Span<byte> labels, Span<byte> pixels, string name)
    {
        Span<byte> record = stackalloc byte[RecordBytes];
        Span<short> coefficients = stackalloc short[CodedImage.Coefficients];
        for (int image = 0; image < labels.Length; image++)
        {
            source.Read(record);
            labels[image] = record[0];
            for (int i = 0; i < coefficients.Length; i++)
            {
                coefficients[i] = BinaryPrimitives.ReadInt16LittleEndian(record[(1 + (2 * i))..]);
            }

            if (!decoder.TryDecode(coefficients, pixels.Slice(image * CodedImage.RgbBytes, CodedImage.RgbBytes)))
            {
                throw new DataFormatException($"{name} holds a coefficient in image {image:N0} that no 8-bit image has");
            }
        }
    }
}
