using System.Buffers.Binary;
using System.Security.Cryptography;
using ParDef.Data.ImageSets;

namespace ParDef.Data.Preparation;

/// <summary>A set cut in two without a common image: one part to calibrate on, the rest to test on.</summary>
public sealed record Split(ImageSet Calibration, ImageSet Test)
{
    /// <summary>
    /// Draws <paramref name="calibrationCount"/> images without regard to class; both parts keep the order of the set. The draw is
    /// a function of the seed and of the number of images alone: images are ranked by SHA-256 of seed and index (u64 and u32,
    /// little endian), and the first ones calibrate.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The set has fewer images.</exception>
    public static Split Draw(ImageSet images, int calibrationCount, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentOutOfRangeException.ThrowIfNegative(calibrationCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(calibrationCount, images.Count);
        int[] ranked = [.. Enumerable.Range(0, images.Count).OrderBy(index => Rank(seed, index))];
        var calibration = ranked.AsSpan(0, calibrationCount);
        var test = ranked.AsSpan(calibrationCount);
        calibration.Sort();
        test.Sort();
        return new Split(images.Select(calibration), images.Select(test));
    }

    private static UInt128 Rank(ulong seed, int index)
    {
        Span<byte> text = stackalloc byte[sizeof(ulong) + sizeof(int)];
        BinaryPrimitives.WriteUInt64LittleEndian(text, seed);
        BinaryPrimitives.WriteInt32LittleEndian(text[sizeof(ulong)..], index);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text, digest);
        return BinaryPrimitives.ReadUInt128BigEndian(digest);
    }
}
