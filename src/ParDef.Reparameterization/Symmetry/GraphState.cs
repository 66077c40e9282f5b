using ParDef.Onnx.Proto;
using ParDef.Reparameterization.Shapes;

namespace ParDef.Reparameterization.Symmetry;

/// <summary>The state of one analysis: what is known of every tensor, and the classes that grow while the rules run.</summary>
internal sealed class GraphState
{
    private readonly Dictionary<string, TensorProto> _constants = [];
    private readonly Dictionary<string, GraphTensor> _tensors = [];
    private readonly Dictionary<string, string> _unknown = [];
    private readonly HashSet<string> _rewritable;
    private readonly HashSet<string> _dequantized;

    /// <summary>Nothing is known yet.</summary>
    /// <param name="rewritable">Names of the constants that can be rewritten.</param>
    /// <param name="dequantized">Names of tensors that a <c>DequantizeLinear</c> takes.</param>
    public GraphState(IEnumerable<string> rewritable, IEnumerable<string> dequantized)
    {
        _rewritable = [.. rewritable];
        _dequantized = [.. dequantized];
        Channels = new ChannelPartition(Positions);
        Weights = new WeightBindings(Channels, Scales);
    }

    /// <summary>What is left of the room for channels.</summary>
    public PositionBudget Positions { get; } = new();

    public ChannelPartition Channels { get; }

    public ScaleClasses Scales { get; } = new();

    public Tags Tags { get; } = new();

    public WeightBindings Weights { get; }

    /// <summary>Makes an initializer or a constant of the graph known.</summary>
    public void AddConstant(string name, TensorProto tensor)
    {
        _constants[name] = tensor;
        bool isWhole = _rewritable.Contains(name) && tensor.Dims.All(extent => extent > 0);
        var view = new ConstantView(name, [.. Enumerable.Range(0, tensor.Dims.Count)]);
        _tensors[name] = new GraphTensor([.. tensor.Dims], [])
        {
            Integers = isWhole && IsStored(name) ? null : ConstantContent.Of(tensor),
            Constant = isWhole && tensor.DataType is 1 or 10 or 11 or 16 ? view : null,
            Stored = isWhole && IsStored(name) ? view : null,
        };
    }

    /// <summary>Whether a constant is a weight, or a bias, in integers.</summary>
    public bool IsStored(string name) => _dequantized.Contains(name) && _rewritable.Contains(name) && Constant(name)?.DataType is 2 or 3 or 6;

    /// <summary>The content of a constant, or null if the name is none.</summary>
    public TensorProto? Constant(string name) => _constants.GetValueOrDefault(name);

    /// <summary>The values of <c>Constant</c> nodes that can be rewritten, by the names of their outputs.</summary>
    public IEnumerable<(string Name, TensorProto Tensor)> RewritableConstants(GraphProto graph) =>
        from node in graph.Node
        where node.OpType == "Constant" && node.Output.Count == 1 && _rewritable.Contains(node.Output[0])
        let tensor = Constant(node.Output[0])
        where tensor is not null
        select (node.Output[0], tensor);

    /// <summary>Forgets a tensor whose operator is not known.</summary>
    public void Forget(string name, string reason)
    {
        _tensors.Remove(name);
        _unknown.TryAdd(name, reason);
    }

    /// <summary>The operator from which on nothing is known, if this tensor is unknown.</summary>
    public string? OriginOf(string name) => _tensors.ContainsKey(name) ? null : _unknown.GetValueOrDefault(name);

    /// <summary>A tensor as it was set; initializers are not yet given channels.</summary>
    public GraphTensor? Plain(string name) => _tensors.GetValueOrDefault(name);

    /// <summary>Sets a tensor. Axes of extent 1 leave its layouts, and what its axes hold must be kept.</summary>
    public void Set(string name, GraphTensor tensor)
    {
        var layouts = new List<ChannelLayout>();
        foreach (var layout in tensor.Layouts)
        {
            Positions.Take(layout.Places.Length);
            if (layout.Places.Length == 1)
            {
                // One channel, cut out of others perhaps: it stays. A scale would have to be followed to be undone.
                Channels.Keep(layout.Places);
                FreezeScales(layout);
                continue;
            }

            int[] kept = [.. Enumerable.Range(0, layout.Axes.Length).Where(k => layout.Extents[k] > 1)];
            layouts.Add(new ChannelLayout(
                [.. kept.Select(k => layout.Axes[k])], [.. kept.Select(k => layout.Extents[k])], layout.Places, layout.Scales).Sorted());
            Channels.Keep(layout.Places);
        }

        _tensors[name] = tensor with { Layouts = layouts };
    }

    /// <summary>
    /// A tensor as an operand among activations. An initializer then has channels of its own along every axis, which the rules tie to
    /// what it is combined with.
    /// </summary>
    public GraphTensor? Operand(string name, string reason)
    {
        if (Plain(name) is not { } tensor || (tensor.Constant is null && tensor.Stored is null))
        {
            return Plain(name);
        }

        if (tensor.Constant is not { Beside: [] } view)
        {
            // Integers themselves, or with scales beside them, are followed into the weights of layers only.
            FreezeUse(name, reason);
            return tensor with { Constant = null, Stored = null };
        }

        var extents = Extents(view.Initializer);
        var parts = Weights.Of(view.Initializer);
        if (parts is null)
        {
            var axes = extents.Select(extent => extent > 1 ? Making(extent) : null).ToArray();
            Weights.Bind(view.Initializer, parts = [new WeightPart(0, extents, axes)], reason);
            FreezeNarrowScales(view.Initializer, axes);
        }

        if (parts is not [var whole] || !whole.Extents.SequenceEqual(extents))
        {
            Weights.Bind(view.Initializer, [new WeightPart(0, extents, new AxisBinding?[extents.Length])], reason);
            return tensor with { Constant = null };
        }

        var layouts = new List<ChannelLayout>();
        for (int axis = 0; axis < view.Axes.Length; axis++)
        {
            if (whole.Axes[view.Axes[axis]] is { } binding)
            {
                if (binding.Scales.Count != 1)
                {
                    Weights.FreezeScales(binding);
                }

                int[] scales = binding.Scales.Count == 1 ? binding.Scales[0] : ScaleClasses.Ones(binding.Places.Length);
                layouts.Add(new ChannelLayout([axis], [binding.Places.Length], binding.Places, scales));
            }
        }

        return tensor with { Layouts = layouts, Constant = null };
    }

    /// <summary>Binds a weight through a view; <paramref name="parts"/> are those of the view, whose axes may be in another order.</summary>
    public void Bind(ConstantView view, IReadOnlyList<WeightPart> parts, string reason)
    {
        var extents = Extents(view.Initializer);
        RequireFit(parts, extents);
        bool isPlain = view.Axes.SequenceEqual(Enumerable.Range(0, extents.Length));
        if (!isPlain && parts is [var whole] && whole.Extents.Length == extents.Length)
        {
            var axes = new AxisBinding?[extents.Length];
            for (int axis = 0; axis < view.Axes.Length; axis++)
            {
                axes[view.Axes[axis]] = whole.Axes[axis];
            }

            parts = [new WeightPart(0, extents, axes)];
        }
        else if (!isPlain)
        {
            foreach (var binding in parts.SelectMany(part => part.Axes).OfType<AxisBinding>())
            {
                Weights.FreezeScales(binding);
                foreach (var place in binding.Places)
                {
                    Channels.Freeze(place, reason);
                }
            }

            parts = [new WeightPart(0, extents, new AxisBinding?[extents.Length])];
        }

        foreach (var part in parts)
        {
            FreezeNarrowScales(view.Initializer, part.Axes);
        }

        Weights.Bind(view.Initializer, parts, reason);
        foreach (string beside in view.Beside)
        {
            Weights.Bind(beside, Beside(view, parts, extents, reason), reason);
        }
    }

    /// <summary>What lies along an axis of a weight, for what has a value for each position of the axis. It moves along; it has no factors.</summary>
    private List<WeightPart> Beside(ConstantView view, IReadOnlyList<WeightPart> parts, int[] extents, string reason)
    {
        int inner = extents[(view.BesideAxis + 1)..].Aggregate(1, (product, extent) => product * extent);
        bool areSlabs = parts.All(part => part.Extents.Length == extents.Length
            && (part.Extents.SequenceEqual(extents) || (view.BesideAxis == 0 && part.Extents.Skip(1).SequenceEqual(extents.Skip(1)))));
        if (!areSlabs)
        {
            foreach (var place in parts.SelectMany(part => part.Axes).SelectMany(axis => axis?.Places ?? []))
            {
                Channels.Freeze(place, reason);
            }

            return [new WeightPart(0, [extents[view.BesideAxis]], [null])];
        }

        return [.. parts.Select(part => new WeightPart(
            part.Offset / inner, [part.Extents[view.BesideAxis]],
            [part.Axes[view.BesideAxis] is { } axis ? new AxisBinding(axis.Places, []) : null]))];
    }

    /// <summary>Fixes all channels of a layout.</summary>
    public void Freeze(ChannelLayout? layout, string reason)
    {
        foreach (var place in layout?.Places ?? [])
        {
            Channels.Freeze(place, reason);
        }

        FreezeScales(layout);
    }

    /// <summary>Sets all scales of a layout to 1.</summary>
    public void FreezeScales(ChannelLayout? layout)
    {
        foreach (int scale in layout?.Scales ?? [])
        {
            Scales.Freeze(scale);
        }
    }

    /// <summary>Fixes all that a use by an unknown operator touches.</summary>
    public void FreezeUse(string name, string reason)
    {
        if ((Plain(name)?.Constant ?? Plain(name)?.Stored) is { } view)
        {
            Weights.Explain(view.Initializer, reason);
            var extents = Extents(view.Initializer);
            Weights.Bind(view.Initializer, [new WeightPart(0, extents, new AxisBinding?[extents.Length])], reason);
        }

        foreach (var layout in Plain(name)?.Layouts ?? [])
        {
            Freeze(layout, reason);
        }
    }

    /// <summary>Refuses parts that are not runs of the weight, or axes that hold another number of channels.</summary>
    private static void RequireFit(IReadOnlyList<WeightPart> parts, int[] extents)
    {
        long elements = PositionBudget.Product(extents.Select(extent => (long)extent));
        bool fits = parts.All(part => part.Axes.Length == part.Extents.Length
            && part.Offset >= 0 && part.Offset + PositionBudget.Product(part.Extents.Select(extent => (long)extent)) <= elements
            && part.Axes.Zip(part.Extents).All(axis => axis.First is null || axis.First.Places.Length == axis.Second));
        if (!fits)
        {
            throw UntraceableGraphException.Malformed();
        }
    }

    private AxisBinding Making(int extent) => new(Channels.New(extent), [Scales.New(extent)]);

    private int[] Extents(string initializer) => [.. _constants[initializer].Dims.Select(extent => (int)extent)];

    /// <summary>A factor is one rounding in 32 and 64 bits; narrower types are only ever permuted.</summary>
    private void FreezeNarrowScales(string initializer, IEnumerable<AxisBinding?> axes)
    {
        if (_constants[initializer].DataType is not (1 or 11))
        {
            foreach (var axis in axes)
            {
                Weights.FreezeScales(axis);
            }
        }
    }
}
