using ParDef.Runtime.Layout;
using ParDef.Runtime.Native;

namespace ParDef.Runtime.Memory;

/// <summary>The memory that holds the constants of a layout graph. Those of a page or more have pages of their own, so that pages can be given back tensor by tensor.</summary>
internal sealed class WeightArena : IDisposable
{
    private const int Alignment = 64;

    private readonly PageMemory _memory;

    /// <summary>Places all constants; their contents are zero.</summary>
    public WeightArena(IReadOnlyList<LayoutTensor> tensors)
    {
        long end = 0;
        var places = new List<ArenaPlace>(tensors.Count);
        foreach (var tensor in tensors.Where(tensor => tensor.Length < PageMemory.PageBytes))
        {
            places.Add(new ArenaPlace(tensor, end));
            end = RoundUp(end + tensor.Length, Alignment);
        }

        foreach (var tensor in tensors.Where(tensor => tensor.Length >= PageMemory.PageBytes))
        {
            end = RoundUp(end, PageMemory.PageBytes);
            places.Add(new ArenaPlace(tensor, end));
            end += tensor.Length;
        }

        Places = places;
        _memory = new PageMemory(end);
    }

    /// <summary>Every constant and where it lies, ascending.</summary>
    public IReadOnlyList<ArenaPlace> Places { get; }

    /// <summary>The memory.</summary>
    public PageMemory Memory => _memory;

    /// <summary>The bytes of a constant.</summary>
    public Span<byte> Content(ArenaPlace place) => _memory.Span(place.Offset, place.Tensor.Length);

    /// <summary>Address of a constant.</summary>
    public nint AddressOf(ArenaPlace place) => _memory.Address + (nint)place.Offset;

    /// <summary>Fills all constants from the values of the canonical words.</summary>
    public void Fill(ReadOnlySpan<uint> canonical)
    {
        foreach (var place in Places)
        {
            MapReader.Fill(place.Tensor.Map, canonical, Content(place));
        }
    }

    /// <summary>True if the pages of a constant hold nothing else.</summary>
    public static bool HasOwnPages(ArenaPlace place) => place.Tensor.Length >= PageMemory.PageBytes;

    /// <summary>Gives the pages of a constant back that it shares with no other one. The engine has a packed copy and does not read them again.</summary>
    public void Release(ArenaPlace place)
    {
        if (HasOwnPages(place))
        {
            _memory.Release(place.Offset, RoundUp(place.Tensor.Length, PageMemory.PageBytes));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _memory.Dispose();

    private static long RoundUp(long value, int multiple) => (value + multiple - 1) / multiple * multiple;
}
