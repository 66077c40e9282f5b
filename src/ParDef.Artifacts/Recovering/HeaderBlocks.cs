using System.Numerics;
using ParDef.Artifacts.Format;

namespace ParDef.Artifacts.Recovering;

/// <summary>The three header blocks of a file as they were written, and how a file on disk differs from them.</summary>
internal static class HeaderBlocks
{
    /// <summary>One block: copies of the header and zero padding.</summary>
    public static byte[] Build(FileLayout layout, ReadOnlySpan<byte> copy)
    {
        var block = new byte[layout.HeaderBlockBytes];
        for (int i = 0; i < layout.HeaderCopies; i++)
        {
            copy.CopyTo(block.AsSpan(i * Header.Bytes));
        }

        return block;
    }

    /// <summary>Writes all three blocks into a whole file.</summary>
    public static void Write(FileLayout layout, ReadOnlySpan<byte> copy, Span<byte> file)
    {
        byte[] block = Build(layout, copy);
        foreach (int offset in layout.HeaderOffsets)
        {
            block.CopyTo(file[offset..]);
        }
    }

    /// <summary>Copies (a padding counts with the last one) that are not as written, in a file whose content is shifted.</summary>
    public static int CountBad(FileLayout layout, ReadOnlySpan<byte> copy, ReadOnlySpan<byte> file, long shift)
    {
        byte[] block = Build(layout, copy);
        int bad = 0;
        foreach (int offset in layout.HeaderOffsets)
        {
            for (int i = 0; i < layout.HeaderCopies; i++)
            {
                int start = i * Header.Bytes;
                int end = i == layout.HeaderCopies - 1 ? block.Length : start + Header.Bytes;
                long at = offset + start + shift;
                bool whole = at >= 0 && at + (end - start) <= file.Length;
                bad += whole && file.Slice((int)at, end - start).SequenceEqual(block.AsSpan(start, end - start)) ? 0 : 1;
            }
        }

        return bad;
    }

    /// <summary>Bits of the three blocks that are as written; bytes outside of the file count as wrong.</summary>
    public static long CountRightBits(FileLayout layout, ReadOnlySpan<byte> copy, ReadOnlySpan<byte> file, long shift)
    {
        byte[] block = Build(layout, copy);
        long right = 0;
        foreach (int offset in layout.HeaderOffsets)
        {
            for (int i = 0; i < block.Length; i++)
            {
                long at = offset + i + shift;
                right += at >= 0 && at < file.Length ? 8 - BitOperations.PopCount((uint)(file[(int)at] ^ block[i])) : 0;
            }
        }

        return right;
    }
}
