using ParDef.Runtime.Native;

namespace ParDef.Runtime.Memory;

/// <summary>A page of live memory.</summary>
/// <param name="Memory">What it lies in.</param>
/// <param name="Offset">Its first byte there.</param>
/// <param name="Parts">What lies in it; the rest is zero.</param>
internal sealed record WatchedPage(PageMemory Memory, long Offset, IReadOnlyList<PagePart> Parts);
