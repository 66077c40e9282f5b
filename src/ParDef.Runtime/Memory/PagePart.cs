using ParDef.Runtime.Layout;

namespace ParDef.Runtime.Memory;

/// <summary>The words of one tensor or block that lie in a page.</summary>
/// <param name="Map">Where the words of the tensor or block come from.</param>
/// <param name="FirstWord">The first of them in the page.</param>
/// <param name="Start">First byte in the page.</param>
/// <param name="Length">Bytes.</param>
internal sealed record PagePart(WordMap Map, int FirstWord, int Start, int Length);
