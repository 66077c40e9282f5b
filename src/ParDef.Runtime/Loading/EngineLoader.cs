using ParDef.Artifacts.Errors;
using ParDef.Runtime.Graphs;
using ParDef.Runtime.Layout;
using ParDef.Runtime.Sessions;

namespace ParDef.Runtime.Loading;

/// <summary>
/// Makes a session twice: over numbered weights, to read off where the engine's packing puts them, and over the real ones, which are held against that. If packing
/// computes with weights, the engine packs nothing.
/// </summary>
internal static class EngineLoader
{
    /// <summary>Loads a model.</summary>
    /// <exception cref="ParDefException"><see cref="ErrorCode.Unsupported"/>: the engine cannot run it, or what it makes of the weights cannot be followed.</exception>
    public static LoadedEngine Load(CanonicalModel model, SessionSettings settings)
    {
        var words = new WordSpace(model.Tensors);
        uint[] values = words.Values();
        try
        {
            var layout = LayoutGraph.Of(model, words, values);
            return TryLoad(layout, words, values, packs: true, settings)
                ?? TryLoad(layout, words, values, packs: false, settings)
                ?? throw new ParDefException(ErrorCode.Unsupported, "the engine keeps memory that does not follow from the weights alone");
        }
        finally
        {
            // The plain weights exist in the arena only.
            Array.Clear(values);
        }
    }

    private static LoadedEngine? TryLoad(LayoutGraph layout, WordSpace words, uint[] values, bool packs, SessionSettings settings)
    {
        var maps = new List<WordMap>();
        using (var numbered = LiveEngine.Create(layout, layout.Numbering.Patterns(), packs, settings))
        {
            var reader = new MapReader(layout.Numbering);
            maps.AddRange(numbered.Blocks.Select(block => reader.Read(block.Span(0, (int)block.Length))));
        }

        var engine = LiveEngine.Create(layout, values, packs, settings);
        var blocks = new List<LiveBlock>();
        foreach (var (index, memory) in engine.Blocks.Index())
        {
            // Nearly always the one at the same place; the engine may pack in another order.
            var content = memory.Span(0, (int)memory.Length);
            int found = index < maps.Count && Fits(maps[index], values, content) ? index : Find(maps, values, content);
            if (found < 0)
            {
                engine.Dispose();
                return null;
            }

            blocks.Add(new LiveBlock($"packed block {index}", memory, maps[found]));
        }

        return new LoadedEngine(engine, layout, words, blocks, packs);
    }

    private static int Find(List<WordMap> maps, uint[] values, ReadOnlySpan<byte> content)
    {
        for (int i = 0; i < maps.Count; i++)
        {
            if (Fits(maps[i], values, content))
            {
                return i;
            }
        }

        return -1;
    }

    private static bool Fits(WordMap map, uint[] values, ReadOnlySpan<byte> content) =>
        map.Length == content.Length / sizeof(uint) && MapReader.IsTrue(map, values, content);
}
