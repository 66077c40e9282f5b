using ParDef.Artifacts.Format;
using ParDef.Artifacts.Keys;

namespace ParDef.Artifacts.Recovering;

/// <summary>An authentic header.</summary>
/// <param name="Header">Its fields.</param>
/// <param name="Copy">Its 192 bytes.</param>
/// <param name="Key">The unwrapped file key; owned by whoever holds this.</param>
internal sealed record FoundHeader(Header Header, byte[] Copy, FileKey Key);
