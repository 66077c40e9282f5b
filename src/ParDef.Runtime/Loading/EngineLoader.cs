using ParDef.Artifacts.Errors;
using ParDef.Runtime.Graphs;
using ParDef.Runtime.Layout;
using ParDef.Runtime.Liveness;
using ParDef.Runtime.Memory;
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
        var words = new WordSpace([.. model.Tensors.Select(tensor => tensor.Source)]);
        uint[] values = words.Values(model);
        try
        {
            var layout = LayoutGraph.Of(model, words, values);
            var loaded = TryLoad(model, layout, words, values, packs: true, settings);
            if (loaded?.Liveness?.Tensors.Any(tensor => tensor.State == TensorState.Dead) != false)
            {
                // Slower, but weights that nobody packs are read where they lie.
                loaded?.Dispose();
                loaded = TryLoad(model, layout, words, values, packs: false, settings);
            }

            loaded = loaded ?? throw new ParDefException(ErrorCode.Unsupported, "the engine keeps memory that does not follow from the weights alone");
            if (settings.RequireLive && Refusal(loaded.Liveness) is { } reason)
            {
                loaded.Dispose();
                throw new ParDefException(ErrorCode.Unsupported, reason);
            }

            return loaded;
        }
        finally
        {
            // The plain weights exist in the arena only.
            Array.Clear(values);
        }
    }

    private static string? Refusal(LivenessReport? liveness)
    {
        if (liveness is null)
        {
            return "no inputs were found that show whether the weights are read from watched memory";
        }

        var dead = liveness.Tensors.FirstOrDefault(tensor => tensor.State == TensorState.Dead);
        return dead is null ? null : $"the engine uses \"{dead.Name}\" in a form or place that cannot be watched ({liveness.Count(TensorState.Dead):N0} such tensors)";
    }

    private static LoadedEngine? TryLoad(CanonicalModel model, LayoutGraph layout, WordSpace words, uint[] values, bool packs, SessionSettings settings)
    {
        var maps = new List<WordMap>();
        using (var numbered = LiveEngine.Create(layout, layout.Numbering.Patterns(values), packs, settings))
        {
            var reader = new MapReader(layout.Numbering);
            maps.AddRange(numbered.Blocks.Select(block => reader.Read(block.Span(0, (int)block.Length))));
        }

        var engine = LiveEngine.Create(layout, values, packs, settings);
        try
        {
            if (TryMatch(engine, maps, values) is not { } blocks)
            {
                engine.Dispose();
                return null;
            }

            using var check = new LivenessCheck(
                engine, words, values, model.Proto.Graph, changed => LiveEngine.Create(layout, changed, packs, settings));
            IReadOnlySet<ArenaPlace> replaced = new HashSet<ArenaPlace>();
            var liveness = check.CanTell ? check.Run(blocks, out replaced) : null;
            if (liveness is not null)
            {
                liveness = new LivenessReport([.. liveness.Tensors, .. UnownedWeights.Of(model.Proto.Graph)]);
            }

            foreach (var place in replaced)
            {
                engine.Arena.Release(place);
            }

            IReadOnlyList<WatchedPage> pages =
            [
                .. WatchedPages.Of(engine.Arena, replaced),
                .. blocks.SelectMany(block => WatchedPages.Of(block.Memory, block.Map)),
            ];
            return new LoadedEngine(engine, layout.Step, words, blocks, liveness, pages);
        }
        catch
        {
            engine.Dispose();
            throw;
        }
    }

    private static List<LiveBlock>? TryMatch(LiveEngine engine, List<WordMap> maps, uint[] values)
    {
        var blocks = new List<LiveBlock>();
        foreach (var (index, memory) in engine.Blocks.Index())
        {
            // Nearly always the one at the same place; the engine may pack in another order.
            var content = memory.Span(0, (int)memory.Length);
            int found = index < maps.Count && Fits(maps[index], values, content) ? index : Find(maps, values, content);
            if (found < 0)
            {
                return null;
            }

            blocks.Add(new LiveBlock(memory, maps[found]));
        }

        return blocks;
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
