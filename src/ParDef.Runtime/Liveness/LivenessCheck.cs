using System.Runtime.InteropServices;
using ParDef.Artifacts.Errors;
using ParDef.Onnx.Proto;
using ParDef.Runtime.Graphs;
using ParDef.Runtime.Layout;
using ParDef.Runtime.Loading;
using ParDef.Runtime.Memory;

namespace ParDef.Runtime.Liveness;

/// <summary>
/// Shows, tensor by tensor, that a new session reads what is watched: the bytes are changed and put back, and the outputs must follow. A tensor that changes nothing is changed
/// before a second session is made; only if that one computes the same is its value without effect.
/// </summary>
internal sealed class LivenessCheck : IDisposable
{
    private static readonly HashSet<string> ReadsShapes = ["Resize", "Upsample", "Range", "NonMaxSuppression", "RoiAlign", "Pad", "OneHot"];

    private readonly LiveEngine _engine;
    private readonly WordSpace _words;
    private readonly Func<uint[], LiveEngine> _again;
    private readonly uint[] _values;
    private readonly HashSet<string> _shapes;
    private readonly List<(Probe Probe, UInt128 Outputs)> _probes = [];

    /// <summary>Prepares the check.</summary>
    /// <param name="engine">The session.</param>
    /// <param name="words">The canonical words.</param>
    /// <param name="values">Their values.</param>
    /// <param name="graph">The canonical graph, whose nodes say which constants are shapes.</param>
    /// <param name="again">Makes a like session from other values.</param>
    public LivenessCheck(LiveEngine engine, WordSpace words, uint[] values, GraphProto graph, Func<uint[], LiveEngine> again)
    {
        _engine = engine;
        _words = words;
        _values = values;
        _again = again;
        _shapes = [.. graph.Node.Where(node => ReadsShapes.Contains(node.OpType)).SelectMany(node => node.Input)];
        for (int seed = 1; seed <= 2; seed++)
        {
            // What does not give the same outputs twice shows nothing.
            if (Probe.Find(engine.Session, seed) is { } probe && probe.TryRun(out var first) && probe.TryRun(out var second) && first == second)
            {
                _probes.Add((probe, first));
            }
        }
    }

    /// <summary>True if inputs were found that the session computes something from.</summary>
    public bool CanTell => _probes.Count > 0;

    /// <summary>Checks everything.</summary>
    /// <param name="blocks">What the engine packed.</param>
    /// <param name="replaced">Constants of the arena of which the engine reads packed blocks instead.</param>
    /// <exception cref="ParDefException"><see cref="ErrorCode.Unsupported"/>: the outputs do not come back with the bytes.</exception>
    public LivenessReport Run(IReadOnlyList<LiveBlock> blocks, out IReadOnlySet<ArenaPlace> replaced)
    {
        var states = new TensorState?[_words.Tensors.Count];
        var packed = new bool[_words.Count];
        foreach (var block in blocks)
        {
            var region = new LiveRegion(block.Memory, 0, (int)block.Memory.Length, block.Map, TensorBytes.Float);
            int[] words = region.Words();
            Note(region, words, isShape: false, states);
            foreach (int word in words)
            {
                if (word >= 0)
                {
                    packed[word] = true;
                }
            }
        }

        var dead = new HashSet<ArenaPlace>();
        foreach (var place in _engine.Arena.Places.Where(place => place.Tensor.Length > 0))
        {
            var region = new LiveRegion(_engine.Arena.Memory, place.Offset, place.Tensor.Length, place.Tensor.Map, place.Tensor.ElementType);
            int[] words = region.Words();
            bool isPacked = Array.TrueForAll(words, word => word >= 0 && packed[word]);
            if (isPacked && !Responds(region, words, way: 0, _probes[0]))
            {
                dead.Add(place);
            }
            else
            {
                Note(region, words, _shapes.Contains(place.Tensor.Name), states);
            }
        }

        foreach (var (probe, outputs) in _probes)
        {
            if (!probe.TryRun(out var now) || now != outputs)
            {
                throw new ParDefException(ErrorCode.Unsupported, "the engine does not compute the same again when its weights are put back");
            }
        }

        replaced = dead;
        bool isConverted = blocks.Any(block => block.Map.Literals > 0) || _engine.Arena.Places.Any(place => IsMade(place.Tensor));
        return new LivenessReport(
            [.. _words.Tensors.Zip(states).Select(pair => new TensorLiveness(pair.First.Name, pair.First.Length, pair.Second ?? Absorbed(pair.First, isConverted)))]);
    }

    /// <inheritdoc/>
    public void Dispose() => _probes.ForEach(entry => entry.Probe.Dispose());

    private void Note(LiveRegion region, int[] words, bool isShape, TensorState?[] states)
    {
        var state = isShape || !Perturbation.Covers(region.ElementType) ? TensorState.Structural : StateOf(region, words);
        foreach (int tensor in _words.TensorsOf(words))
        {
            // Of several places the worst counts.
            states[tensor] = states[tensor] is { } other && Gravity(other) > Gravity(state) ? other : state;
        }
    }

    /// <summary>True for numbers that are multiplied and come from no weight as they are.</summary>
    private bool IsMade(LayoutTensor tensor) => tensor.Map.Literals > 0
        && Perturbation.Covers(tensor.ElementType)
        && tensor.Length > TensorBytes.WidthOf(tensor.ElementType)
        && !_shapes.Contains(tensor.Name);

    /// <summary>
    /// State of a tensor that nothing in live memory is a copy of: it became part of the graph, like a factor or a scale of ones, or, if there are numbers of unknown origin, the
    /// engine may have made those of it.
    /// </summary>
    private TensorState Absorbed(TensorSource tensor, bool isConverted) =>
        isConverted
        && Perturbation.Covers(tensor.ElementType)
        && tensor.Length > TensorBytes.WidthOf(tensor.ElementType)
        && !_shapes.Contains(tensor.Name)
            ? TensorState.Dead
            : TensorState.Structural;

    private static int Gravity(TensorState state) => state switch
    {
        TensorState.Structural => 0,
        TensorState.Live => 1,
        TensorState.Unobservable => 2,
        _ => 3,
    };

    private TensorState StateOf(LiveRegion region, int[] words)
    {
        if (Array.TrueForAll(words, word => word < 0))
        {
            return TensorState.Structural;
        }

        foreach (var probe in _probes)
        {
            for (int way = 0; way < Perturbation.Ways; way++)
            {
                if (Responds(region, words, way, probe))
                {
                    return TensorState.Live;
                }
            }
        }

        return HasEffect(words, region.ElementType) ? TensorState.Dead : TensorState.Unobservable;
    }

    private static bool Responds(LiveRegion region, int[] words, int way, (Probe Probe, UInt128 Outputs) probe)
    {
        byte[] before = region.Content.ToArray();
        Perturbation.Apply(region.ElementType, way, region.Content);
        KeepPadding(words, before, region.Content);
        bool same = probe.Probe.TryRun(out var outputs) && outputs == probe.Outputs;
        before.CopyTo(region.Content);
        return !same;
    }

    /// <summary>Only words that come from the model are changed: what padding does is another question.</summary>
    private static void KeepPadding(int[] words, byte[] before, Span<byte> content)
    {
        for (int i = 0; i < words.Length; i++)
        {
            if (words[i] < 0)
            {
                int start = i * sizeof(uint);
                before.AsSpan(start, Math.Min(sizeof(uint), content.Length - start)).CopyTo(content[start..]);
            }
        }
    }

    /// <summary>True if a session that is made from other values computes something else.</summary>
    private bool HasEffect(int[] words, int elementType)
    {
        for (int way = 0; way < Perturbation.Ways; way++)
        {
            var values = (uint[])_values.Clone();
            foreach (int word in words.Where(word => word >= 0).Distinct())
            {
                Perturbation.Apply(elementType, way, MemoryMarshal.AsBytes(values.AsSpan(word, 1)));
            }

            using var engine = _again(values);
            for (int seed = 1; seed <= _probes.Count; seed++)
            {
                using var probe = Probe.Find(engine.Session, seed);
                if (probe is null || !probe.TryRun(out var outputs) || outputs != _probes[seed - 1].Outputs)
                {
                    return true;
                }
            }
        }

        return false;
    }
}
