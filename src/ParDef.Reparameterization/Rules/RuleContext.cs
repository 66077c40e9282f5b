using ParDef.Onnx.Proto;
using ParDef.Reparameterization.Shapes;
using ParDef.Reparameterization.Symmetry;

namespace ParDef.Reparameterization.Rules;

/// <summary>One node in front of its rule.</summary>
internal sealed class RuleContext(GraphState state, NodeProto node, long opset)
{
    /// <summary>The classes and tensors.</summary>
    public GraphState State => state;

    /// <summary>Version of the default operator set.</summary>
    public long Opset => opset;

    /// <summary>Type of the operator.</summary>
    public string Type => node.OpType;

    /// <summary>What a freeze by this node is put down to.</summary>
    public string Reason { get; } = node.Name.Length > 0 ? $"{node.OpType} {node.Name}" : node.OpType;

    public int Inputs => node.Input.Count;

    public int Outputs => node.Output.Count;

    /// <summary>Name of an output.</summary>
    public string OutputName(int output) => node.Output[output];

    /// <summary>Whether an optional operand is there.</summary>
    public bool Has(int input) => input < node.Input.Count && node.Input[input].Length > 0;

    /// <summary>Whether anyone can see an optional output.</summary>
    public bool HasOutput(int output) => output < node.Output.Count && node.Output[output].Length > 0;

    /// <summary>An operand among activations; null if nothing is known of it.</summary>
    public GraphTensor? Operand(int input) => Has(input) ? state.Operand(node.Input[input], Reason) : null;

    /// <summary>An operand without giving channels to an initializer.</summary>
    public GraphTensor? Plain(int input) => Has(input) ? state.Plain(node.Input[input]) : null;

    /// <summary>The weight at this input, or null if it is not one that can be rewritten.</summary>
    public ConstantView? Weight(int input) => Plain(input)?.Constant;

    /// <summary>The integers at this input, where they are known.</summary>
    public long[]? Integers(int input) => Plain(input)?.Integers;

    /// <summary>The single number at this input, if it is a constant.</summary>
    public double? Scalar(int input) => Has(input) && state.Constant(node.Input[input]) is { } constant ? ConstantContent.Scalar(constant) : null;

    /// <summary>The numbers at this input, if it is a constant list of 32-bit floats.</summary>
    public float[]? Numbers(int input) => Has(input) && state.Constant(node.Input[input]) is { DataType: 1 } constant ? ConstantContent.Numbers(constant) : null;

    /// <summary>Binds a weight that is one part.</summary>
    public void Bind(int input, params AxisBinding?[] axes)
    {
        int[] extents = [.. Plain(input)!.Shape.Select(extent => (int)extent)];
        BindParts(input, [new WeightPart(0, extents, axes)]);
    }

    /// <summary>Binds a weight in parts.</summary>
    public void BindParts(int input, IReadOnlyList<WeightPart> parts) => state.Bind(Weight(input)!, parts, Reason);

    public void SetOutput(int output, GraphTensor tensor)
    {
        if (HasOutput(output))
        {
            state.Set(OutputName(output), tensor);
        }
    }

    public void SetOutput(long[] shape, params IEnumerable<ChannelLayout> layouts) => SetOutput(0, new GraphTensor(shape, [.. layouts]));

    public void Freeze(ChannelLayout? layout) => state.Freeze(layout, Reason);

    /// <summary>Fixes all layouts that touch any of these axes.</summary>
    public void FreezeAlong(GraphTensor tensor, IEnumerable<int> axes)
    {
        foreach (int axis in axes)
        {
            Freeze(tensor.Along(axis));
        }
    }

    /// <summary>Fixes the operands at these inputs.</summary>
    public void FreezeUses(params int[] inputs)
    {
        foreach (int input in inputs.Where(Has))
        {
            state.FreezeUse(node.Input[input], Reason);
        }
    }

    /// <summary>
    /// The layout along one axis alone, after all other layouts, and one that runs over other axes as well, are fixed.
    /// </summary>
    public ChannelLayout? OnlyAlong(GraphTensor tensor, int axis)
    {
        ChannelLayout? found = null;
        foreach (var layout in tensor.Layouts)
        {
            if (layout.IsAlong(axis))
            {
                found = layout;
            }
            else
            {
                Freeze(layout);
            }
        }

        return found;
    }

    /// <summary>The layout along one axis alone; one that runs over other axes as well is fixed, others are not touched.</summary>
    public ChannelLayout? OnlyAlongOf(GraphTensor tensor, int axis)
    {
        var layout = tensor.Along(axis);
        if (layout is null || layout.IsAlong(axis))
        {
            return layout;
        }

        Freeze(layout);
        return null;
    }

    /// <summary>Asks that every fibre of a layout at fixed indices of the axes at <paramref name="fixedAxes"/> is kept.</summary>
    public void KeepFibres(ChannelLayout layout, params int[] fixedAxes)
    {
        if (fixedAxes.Length == layout.Axes.Length)
        {
            Freeze(layout);
            return;
        }

        int[] fibres = layout.IndexAlong(fixedAxes);
        foreach (var fibre in Enumerable.Range(0, fibres.Length).GroupBy(position => fibres[position]))
        {
            state.Channels.Keep([.. fibre.Select(position => layout.Places[position])]);
        }
    }

    /// <summary>New channels along one axis.</summary>
    public ChannelLayout NewLayout(int axis, int extent) => new([axis], [extent], state.Channels.New(extent), state.Scales.New(extent));

    /// <summary>The same channels where zero is not kept: positions of a zero pad then hold something, and stay.</summary>
    public ChannelLayout Solid(ChannelLayout layout)
    {
        if (!layout.Places.Any(place => place.IsZero))
        {
            return layout;
        }

        var places = (Place[])layout.Places.Clone();
        int[] scales = (int[])layout.Scales.Clone();
        for (int i = 0; i < places.Length; i++)
        {
            if (places[i].IsZero)
            {
                places[i] = state.Channels.New(1)[0];
                state.Channels.Freeze(places[i], Reason);
                scales[i] = ScaleClasses.One;
            }
        }

        return new ChannelLayout(layout.Axes, layout.Extents, places, scales);
    }

    /// <summary>Makes the places and scales of two layouts equal, position by position, and gives what then lies there.</summary>
    public ChannelLayout Tie(ChannelLayout one, ChannelLayout other)
    {
        var places = (Place[])one.Places.Clone();
        int[] scales = (int[])one.Scales.Clone();
        state.Channels.Tie(one.Places, other.Places, Reason);
        for (int i = 0; i < places.Length; i++)
        {
            if (one.Places[i].IsZero)
            {
                places[i] = other.Places[i];
                scales[i] = other.Scales[i];
                continue;
            }

            if (!other.Places[i].IsZero)
            {
                state.Scales.Tie(one.Scales[i], other.Scales[i]);
            }
        }

        return new ChannelLayout(one.Axes, one.Extents, places, scales);
    }

    /// <summary>The same channels, whose scales are 1 from here on and before.</summary>
    public ChannelLayout PermuteOnly(ChannelLayout layout)
    {
        state.FreezeScales(layout);
        return layout.Scaled(ScaleClasses.Ones(layout.Places.Length));
    }

    public long Integer(string attribute, long otherwise) => Attribute(attribute)?.I ?? otherwise;

    public float Number(string attribute, float otherwise) => Attribute(attribute)?.F ?? otherwise;

    public string Text(string attribute, string otherwise) => Attribute(attribute)?.S.ToStringUtf8() ?? otherwise;

    public long[]? List(string attribute) => Attribute(attribute) is { } found ? [.. found.Ints] : null;

    /// <summary>An axis counted from the front; null if there is no such axis.</summary>
    public static int? Axis(long axis, int rank)
    {
        long counted = axis < 0 ? axis + rank : axis;
        return counted >= 0 && counted < rank ? (int)counted : null;
    }

    public TensorProto? Tensor(string attribute) => Attribute(attribute)?.T;

    private AttributeProto? Attribute(string name) => node.Attribute.FirstOrDefault(attribute => attribute.Name == name);
}
