using System.Security.Cryptography;
using Google.Protobuf;
using ParDef.Artifacts.Errors;
using ParDef.Artifacts.Format;
using ParDef.Artifacts.Packing;
using ParDef.Onnx.Proto;
using ParDef.Onnx.Reading;
using ParDef.Quantization;
using ParDef.Reparameterization.Keyed;
using ParDef.Reparameterization.Rewriting;
using ParDef.Reparameterization.Symmetry;

namespace ParDef.Artifacts.Reparameterizing;

/// <summary>The weights of a model under a key that was drawn for one artifact.</summary>
internal sealed class KeyedWeights
{
    private readonly Dictionary<TensorProto, PlannedTensor> _planned;
    private readonly Dictionary<TensorProto, PartEntry[]> _parts = new(ReferenceEqualityComparer.Instance);
    private readonly DrawnKey _key;
    private readonly bool _isScaled;

    private KeyedWeights(SymmetryPlan plan, Dictionary<TensorProto, PlannedTensor> planned, ScaleLaw law)
    {
        byte[] seed = RandomNumberGenerator.GetBytes(DrawnKey.SeedBytes);
        _planned = planned;
        _key = DrawnKey.Draw(plan, seed, law);
        _isScaled = law != ScaleLaw.None;
        Entry = new ReparameterizationEntry { Seed = UnsafeByteOperations.UnsafeWrap(seed), Law = (uint)law, Factors = _isScaled ? (uint)plan.Scales : 0 };
        Entry.Orbits.Add(plan.Orbits.Select(channels => (uint)channels));
        foreach (var (tensor, change) in planned)
        {
            _parts.Add(tensor, [.. TensorParts.Encode(change, _isScaled)]);
        }
    }

    /// <summary>What the manifest says about the key.</summary>
    public ReparameterizationEntry Entry { get; }

    /// <summary>Draws a key; null for a model whose weights all stay as they are.</summary>
    /// <exception cref="ParDefException"><see cref="ErrorCode.Unsupported"/>: beyond the limits of the format.</exception>
    public static KeyedWeights? Draw(OnnxModel model, ScaleLaw law)
    {
        var (plan, planned) = Plan(model);
        law = plan.Scales == 0 ? ScaleLaw.None : law;
        if (plan.Orbits.Count == 0 && law == ScaleLaw.None)
        {
            return null;
        }

        long positions = plan.Tensors.SelectMany(tensor => tensor.Parts).SelectMany(part => part.Axes).Sum(axis => axis?.Channels.LongLength ?? 0);
        if (plan.Orbits.Sum(channels => (long)channels) > Limits.Channels || plan.Scales > Limits.Channels || positions > Limits.AxisPositions)
        {
            throw new ParDefException(
                ErrorCode.Unsupported, $"the model has more channels than an artifact can carry the order of ({Limits.Channels:N0})", "protect it with --no-reparameterize");
        }

        return new KeyedWeights(plan, planned, law);
    }

    /// <summary>The symmetries of a model, and those of its weights by the tensor object.</summary>
    public static (SymmetryPlan Plan, Dictionary<TensorProto, PlannedTensor> Planned) Plan(OnnxModel model)
    {
        var listed = new HashSet<TensorProto>(model.Contents.Select(content => content.Tensor), ReferenceEqualityComparer.Instance);
        var contents = Named(model.Proto.Graph).Where(weight => listed.Contains(weight.Tensor)).DistinctBy(weight => weight.Name).ToDictionary();
        var plan = GraphAnalysis.Analyze(model.Proto, contents.Keys);
        return (plan, plan.Tensors.ToDictionary(tensor => contents[tensor.Name], ReferenceEqualityComparer.Instance as IEqualityComparer<TensorProto>));
    }

    /// <summary>Initializers, and the values of <c>Constant</c> nodes, by the names under which nodes take them.</summary>
    private static IEnumerable<(string Name, TensorProto Tensor)> Named(GraphProto graph) =>
        graph.Initializer.Select(tensor => (tensor.Name, tensor)).Concat(
            from node in graph.Node
            where node.OpType == "Constant" && node.Output.Count == 1 && node.Attribute is [{ T: not null }]
            select (node.Output[0], node.Attribute[0].T));

    /// <summary>The parts of the manifest entry of a tensor.</summary>
    public IEnumerable<PartEntry> PartsOf(TensorProto tensor) =>
        _parts.GetValueOrDefault(tensor) ?? [];

    /// <summary>Whether a tensor changes.</summary>
    public bool Changes(TensorProto tensor) => _planned.ContainsKey(tensor);

    /// <summary>Rewrites the content of a tensor that changes into room of the same length.</summary>
    /// <exception cref="ParDefException"><see cref="ErrorCode.Unsupported"/>: a factor makes a finite weight infinite.</exception>
    public void Rewrite(TensorProto tensor, ReadOnlySpan<byte> content, Span<byte> rewritten)
    {
        TensorRewriter.Apply(_planned[tensor], _key, content, rewritten);
        if (_isScaled && ElementTypes.TryGetFloat(tensor.DataType, out var type) && Quantizer.AllFinite(content, type) && !Quantizer.AllFinite(rewritten, type))
        {
            throw new ParDefException(
                ErrorCode.Unsupported, $"scaling makes weights of \"{tensor.Name}\" infinite", "protect it with --scales none");
        }
    }
}
