using ParDef.Runtime.Layout;
using ParDef.Runtime.Native;

namespace ParDef.Runtime.Liveness;

/// <summary>A tensor of the arena or a packed block.</summary>
/// <param name="Memory">What it lies in.</param>
/// <param name="Offset">First byte.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Map">Where its words come from.</param>
/// <param name="ElementType">Number in <c>TensorProto.DataType</c>.</param>
internal sealed record LiveRegion(PageMemory Memory, long Offset, int Length, WordMap Map, int ElementType)
{
    /// <summary>Its bytes.</summary>
    public Span<byte> Content => Memory.Span(Offset, Length);

    /// <summary>The canonical words that are copied here; negative for what is none.</summary>
    public int[] Words()
    {
        var words = new int[Map.Length];
        Map.Read(0, words);
        return words;
    }
}
