using ParDef.Runtime.Scrubbing;

namespace ParDef.Attacks.Strikes;

/// <summary>What the memory held at the start. The referee of a campaign: nothing that is judged sees it.</summary>
public sealed class PristineOracle
{
    private readonly byte[][] _pages;

    /// <summary>Copies every page.</summary>
    public PristineOracle(IWatchedMemory memory)
    {
        ArgumentNullException.ThrowIfNull(memory);
        _pages = [.. Enumerable.Range(0, memory.PageCount).Select(page => memory.Page(page).ToArray())];
    }

    /// <summary>What a page held.</summary>
    public ReadOnlySpan<byte> Page(int index) => _pages[index];

    /// <summary>Pages that differ from the start, in order.</summary>
    public IReadOnlyList<int> Differing(IWatchedMemory memory)
    {
        ArgumentNullException.ThrowIfNull(memory);
        return [.. Enumerable.Range(0, _pages.Length).Where(page => !memory.Page(page).SequenceEqual(_pages[page]))];
    }
}
