namespace ParDef.Onnx.Reading;

/// <summary>
/// A model file without the contents of its tensors, and back: cutting and joining are exact, so nothing is ever lost or rewritten.
/// </summary>
public static class Skeleton
{
    /// <summary>The bytes outside of the cuts.</summary>
    /// <param name="file">The file.</param>
    /// <param name="cuts">Ranges of the file, ascending, not overlapping.</param>
    /// <exception cref="ArgumentException">They are not, or lie outside.</exception>
    public static byte[] Cut(ReadOnlySpan<byte> file, IReadOnlyList<(int Offset, int Length)> cuts)
    {
        ArgumentNullException.ThrowIfNull(cuts);
        int end = 0;
        foreach (var (offset, length) in cuts)
        {
            if (offset < end || length < 0 || length > file.Length - offset)
            {
                throw new ArgumentException("cuts overlap, are not in order, or lie outside of the file", nameof(cuts));
            }

            end = offset + length;
        }

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
    /// <exception cref="ArgumentException">The room does not have that size, or the gaps are not in order.</exception>
    public static void Join(ReadOnlySpan<byte> skeleton, IReadOnlyList<(int Position, int Length)> gaps, Span<byte> file)
    {
        ArgumentNullException.ThrowIfNull(gaps);
        if (skeleton.Length + gaps.Sum(gap => (long)gap.Length) != file.Length)
        {
            throw new ArgumentException($"a skeleton and its gaps do not make {file.Length:N0} bytes", nameof(file));
        }

        int read = 0;
        int written = 0;
        foreach (var (position, length) in gaps)
        {
            if (position < read || length < 0 || position > skeleton.Length)
            {
                throw new ArgumentException("gaps are not in order, or lie outside of the skeleton", nameof(gaps));
            }

            skeleton[read..position].CopyTo(file[written..]);
            written += position - read + length;
            read = position;
        }

        skeleton[read..].CopyTo(file[written..]);
    }
}
