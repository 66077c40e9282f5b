using ParDef.Artifacts.Format;
using ParDef.Artifacts.Packing;

namespace ParDef.Artifacts.Opening;

/// <summary>Which bytes of the streams lie in given payload pages. A compressed block counts as hit whole.</summary>
internal sealed class HitBytes
{
    private readonly List<(PayloadStream Stream, long Start, long End)> _ranges = [];

    public HitBytes(Manifest manifest, int firstBlock, IReadOnlyList<int> pages)
    {
        long position = firstBlock;
        var filled = new long[5];
        foreach (var block in manifest.Blocks)
        {
            long start = filled[block.Stream];
            long end = start + (long)block.Length;
            foreach (int page in pages)
            {
                long first = Math.Max(position, page * (long)FileLayout.PageContentBytes);
                long last = Math.Min(position + (long)block.StoredLength, (page + 1L) * FileLayout.PageContentBytes);
                if (first < last)
                {
                    bool stored = block.StoredLength == block.Length;
                    _ranges.Add(((PayloadStream)block.Stream, stored ? start + first - position : start, stored ? start + last - position : end));
                }
            }

            position += (long)block.StoredLength;
            filled[block.Stream] = end;
        }
    }

    /// <summary>True if one of the bytes is hit.</summary>
    public bool Touches(PayloadStream stream, long start, long length) =>
        _ranges.Exists(range => range.Stream == stream && start < range.End && start + length > range.Start);
}
