namespace ParDef.Onnx.Reading;

/// <summary>A model file without the contents of its tensors, and back: cutting and joining are exact, so nothing is ever lost or rewritten.</summary>
public static class Skeleton
{
    /// <summary>The bytes outside of the cuts.</summary>
    /// <param name="file">The file.</param>
    /// <param name="cuts">Ranges of the file, ascending, not overlapping.</param>
    public static byte[] Cut(ReadOnlySpan<byte> file, IReadOnlyList<(int Offset, int Length)> cuts)
    {
        ArgumentNullException.ThrowIfNull(cuts);
        var skeleton = new byte[file.Length - cuts.Sum(cut => cut.Length)];
        int read = 0;
        int written = 0;
        foreach (var (offset, length) in cuts)
        {
            file[read..offset].CopyTo(skeleton.AsSpan(written));
            written += offset - read;
            read = offset + length;
        }

        file[read..].CopyTo(skeleton.AsSpan(written));
        return skeleton;
    }

    /// <summary>Spreads a skeleton over a file and leaves the gaps as they are, for the caller to fill.</summary>
    /// <param name="skeleton">What <see cref="Cut"/> gave.</param>
    /// <param name="gaps">For each cut its position in the skeleton, ascending, and its length.</param>
    /// <param name="file">Room for exactly the skeleton and all gaps.</param>
    public static void Join(ReadOnlySpan<byte> skeleton, IReadOnlyList<(int Position, int Length)> gaps, Span<byte> file)
    {
        ArgumentNullException.ThrowIfNull(gaps);
        int read = 0;
        int written = 0;
        foreach (var (position, length) in gaps)
        {
            skeleton[read..position].CopyTo(file[written..]);
            written += position - read + length;
            read = position;
        }

        skeleton[read..].CopyTo(file[written..]);
    }
}
