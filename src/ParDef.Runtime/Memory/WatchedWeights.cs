using System.Runtime.InteropServices;
using ParDef.Runtime.Layout;
using ParDef.Runtime.Native;
using ParDef.Runtime.Scrubbing;

namespace ParDef.Runtime.Memory;

/// <summary>All memory that a session reads weights from, page by page: the arena without what the engine packed, and the packed blocks.</summary>
/// <remarks>The watch must have ended when the session is disposed: the memory is gone then.</remarks>
internal sealed class WatchedWeights : IWatchedMemory
{
    private readonly IReadOnlyList<WatchedPage> _pages;
    private readonly WordSpace _words;
    private readonly CodedWeights _weights;

    /// <summary>Watches pages.</summary>
    /// <param name="pages">The pages.</param>
    /// <param name="words">The canonical words that their parts refer to.</param>
    /// <param name="weights">Where those come from.</param>
    public WatchedWeights(IReadOnlyList<WatchedPage> pages, WordSpace words, CodedWeights weights)
    {
        _pages = pages;
        _words = words;
        _weights = weights;
    }

    /// <inheritdoc/>
    public int PageCount => _pages.Count;

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Page(int index) => Live(index);

    /// <inheritdoc/>
    public bool TryRecompute(int index, Span<byte> destination)
    {
        var parts = _pages[index].Parts.Select(part => (Part: part, Words: WordsOf(part))).ToList();
        var needed = parts.SelectMany(part => _words.TensorsOf(part.Words)).ToHashSet();
        if (_weights.TryRead(needed) is not { } tensors)
        {
            return false;
        }

        destination.Clear();
        Span<byte> value = stackalloc byte[sizeof(uint)];
        foreach (var (part, words) in parts)
        {
            var room = destination.Slice(part.Start, part.Length);
            for (int i = 0; i < words.Length; i++)
            {
                value.Clear();
                Read(words[i], part.Map, tensors, value);
                int at = i * sizeof(uint);
                value[..Math.Min(sizeof(uint), room.Length - at)].CopyTo(room[at..]);
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public void Restore(int index, ReadOnlySpan<byte> content)
    {
        var live = MemoryMarshal.Cast<byte, ulong>(Live(index));
        var right = MemoryMarshal.Cast<byte, ulong>(content);
        ArgumentOutOfRangeException.ThrowIfNotEqual(right.Length, live.Length);
        for (int i = 0; i < live.Length; i++)
        {
            // Aligned stores of eight bytes: a run that reads meanwhile sees the old word or the right one.
            if (live[i] != right[i])
            {
                Volatile.Write(ref live[i], right[i]);
            }
        }
    }

    private static int[] WordsOf(PagePart part)
    {
        var words = new int[(part.Length + sizeof(uint) - 1) / sizeof(uint)];
        part.Map.Read(part.FirstWord, words);
        return words;
    }

    private void Read(int word, WordMap map, IReadOnlyDictionary<int, byte[]> tensors, Span<byte> value)
    {
        if (word >= 0)
        {
            int tensor = _words.TensorOf(word);
            var content = tensors[tensor].AsSpan((word - _words.StartOf(tensor)) * sizeof(uint));
            content[..Math.Min(sizeof(uint), content.Length)].CopyTo(value);
        }
        else if (word != WordMap.Zero)
        {
            MemoryMarshal.Write(value, map.Literal(word));
        }
    }

    private Span<byte> Live(int index) => _pages[index].Memory.Span(_pages[index].Offset, PageMemory.PageBytes);
}
