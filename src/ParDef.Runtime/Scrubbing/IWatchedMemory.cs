namespace ParDef.Runtime.Scrubbing;

/// <summary>Memory that is watched page by page. Pages are 4,096 bytes or less at the end of a region; numbers run from 0.</summary>
public interface IWatchedMemory
{
    /// <summary>How many pages there are; it never changes.</summary>
    int PageCount { get; }

    /// <summary>Live bytes of a page, as the engine reads them at this moment.</summary>
    /// <param name="index">From 0 to <see cref="PageCount"/> - 1.</param>
    ReadOnlySpan<byte> Page(int index);

    /// <summary>Recomputes what a page must hold from the verified coded copy; false if the coded copy itself is beyond repair.</summary>
    /// <param name="index">From 0 to <see cref="PageCount"/> - 1.</param>
    /// <param name="destination">As long as the page.</param>
    bool TryRecompute(int index, Span<byte> destination);

    /// <summary>Writes whole words of the right content over a page; never an intermediate value.</summary>
    /// <param name="index">From 0 to <see cref="PageCount"/> - 1.</param>
    /// <param name="content">As long as the page.</param>
    void Restore(int index, ReadOnlySpan<byte> content);
}
