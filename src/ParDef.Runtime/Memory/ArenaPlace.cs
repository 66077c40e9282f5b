using ParDef.Runtime.Layout;

namespace ParDef.Runtime.Memory;

/// <summary>Where a constant lies in the arena.</summary>
/// <param name="Tensor">The constant.</param>
/// <param name="Offset">Its first byte.</param>
internal sealed record ArenaPlace(LayoutTensor Tensor, long Offset);
