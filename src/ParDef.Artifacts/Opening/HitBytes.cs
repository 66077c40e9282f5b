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
            long first = position / FileLayout.PageContentBytes;
            position += (long)block.StoredLength;
            long last = (position - 1) / FileLayout.PageContentBytes;
            long start = filled[block.Stream];
            filled[block.Stream] += (long)block.Length;
            if (pages.Any(page => page >= first && page <= last))
            {
                _ranges.Add(((PayloadStream)block.Stream, start, filled[block.Stream]));
            }
        }
    }

    /// <summary>True if one of the bytes is hit.</summary>
    public bool Touches(PayloadStream stream, long start, long length) =>
        _ranges.Exists(range => range.Stream == stream && start < range.End && start + length > range.Start);
}
