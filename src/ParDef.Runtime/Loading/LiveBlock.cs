using ParDef.Runtime.Layout;
using ParDef.Runtime.Native;

namespace ParDef.Runtime.Loading;

/// <summary>A block of weights that the engine packed for itself.</summary>
/// <param name="Memory">Its memory; the engine frees it.</param>
/// <param name="Map">Where its words come from.</param>
internal sealed record LiveBlock(PageMemory Memory, WordMap Map);
