using ParDef.Artifacts.Keys;

namespace ParDef.Fuzz.Harnesses;

/// <summary>The key of the seeds: everybody has it, so that the parsers behind the tags can be reached.</summary>
internal static class KnownKey
{
    public static MasterKey Master { get; } = MasterKey.FromBytes([.. Enumerable.Range(0, MasterKey.Bytes).Select(i => (byte)i)]);
}
