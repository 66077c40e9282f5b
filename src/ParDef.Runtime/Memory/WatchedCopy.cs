using ParDef.Artifacts.Opening;
using ParDef.Runtime.Native;
using ParDef.Runtime.Scrubbing;

namespace ParDef.Runtime.Memory;

/// <summary>The coded copy in memory, page by page. What a page must hold follows from the others, by the artifact's own code.</summary>
/// <param name="copy">The copy.</param>
internal sealed class WatchedCopy(CodedCopy copy) : IWatchedMemory
{
    /// <inheritdoc/>
    public int PageCount => (copy.Bytes.Length + PageMemory.PageBytes - 1) / PageMemory.PageBytes;

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Page(int index)
    {
        int start = index * PageMemory.PageBytes;
        return copy.Bytes[start..Math.Min(copy.Bytes.Length, start + PageMemory.PageBytes)];
    }

    /// <inheritdoc/>
    public bool TryRecompute(int index, Span<byte> destination)
    {
        if (copy.TryRepair() is not { } whole)
        {
            return false;
        }

        whole.AsSpan(index * PageMemory.PageBytes, destination.Length).CopyTo(destination);
        return true;
    }

    /// <inheritdoc/>
    public void Restore(int index, ReadOnlySpan<byte> content) => copy.Restore(index * PageMemory.PageBytes, content);
}
