using ParDef.Onnx.Proto;

namespace ParDef.Reparameterization.Symmetry;

/// <summary>Makes the plan from the classes that the rules have left.</summary>
internal sealed class PlanAssembly
{
    private readonly GraphState _state;
    private readonly int[] _orbitOf;
    private readonly int[] _numbers;
    private readonly Dictionary<int, int> _scales = [];
    private readonly Dictionary<(int Role, int Tag), int> _copies = [];
    private readonly List<int> _sizes;

    private PlanAssembly(GraphState state)
    {
        _state = state;
        _orbitOf = state.Channels.Orbits();

        // An orbit of one channel is a channel that stays.
        var members = Enumerable.Range(0, _orbitOf.Length)
            .Where(channel => state.Channels.Find(channel) == channel && _orbitOf[channel] >= 0)
            .GroupBy(channel => _orbitOf[channel])
            .Where(orbit => orbit.Count() > 1)
            .ToList();
        _numbers = new int[_orbitOf.Length];
        Array.Fill(_numbers, -1);
        _sizes = [.. members.Select(orbit => orbit.Count())];
        int next = 0;
        foreach (int channel in members.SelectMany(orbit => orbit))
        {
            _numbers[channel] = next++;
        }
    }

    public static SymmetryPlan Of(GraphState state, GraphProto graph)
    {
        var assembly = new PlanAssembly(state);
        var tensors = new List<PlannedTensor>();
        var frozen = new List<FrozenWeight>();
        var weights = graph.Initializer.Select(tensor => (tensor.Name, Tensor: tensor)).Concat(state.RewritableConstants(graph));
        foreach (var (name, tensor) in weights.Where(weight => weight.Tensor.DataType is 1 or 10 or 11 or 16 || state.IsStored(weight.Name)))
        {
            long elements = tensor.Dims.Aggregate(1L, (product, extent) => product * extent);
            var parts = state.Weights.Of(name)?.Select(assembly.Plan).ToList() ?? [];
            var planned = new PlannedTensor(name, tensor.DataType, elements, parts);
            if (parts.Any(part => part.Axes.Any(axis => axis is not null)))
            {
                tensors.Add(planned);
            }

            long still = elements - Coverage.Moved(planned);
            if (still > 0)
            {
                frozen.Add(new FrozenWeight(name, still, assembly.ReasonOf(name)));
            }
        }

        return new SymmetryPlan(assembly._sizes, assembly._scales.Count, tensors, frozen);
    }

    private string ReasonOf(string name)
    {
        var places = _state.Weights.Of(name)?.SelectMany(part => part.Axes).SelectMany(axis => axis?.Places ?? []).ToList() ?? [];
        return places.Select(_state.Channels.ReasonOf).FirstOrDefault(reason => reason is not null)
            ?? _state.Weights.ReasonOf(name)
            ?? (places.Count > 0 ? "no other channel to change places with" : "not used as a weight");
    }

    private PlannedPart Plan(WeightPart part) => new(part.Offset, part.Extents, [.. part.Axes.Select(Plan)]);

    private PlannedAxis? Plan(AxisBinding? axis)
    {
        if (axis is null)
        {
            return null;
        }

        int count = axis.Places.Length;
        var channels = new int[count];
        var tags = new int[count];
        var scales = new int[count][];
        for (int i = 0; i < count; i++)
        {
            channels[i] = axis.Places[i].IsZero ? -1 : _numbers[_state.Channels.Find(axis.Places[i].Channel)];
            tags[i] = axis.Places[i].IsZero ? 0 : Copy(axis.Places[i]);
            scales[i] = Factors(axis, i);
        }

        return channels.All(channel => channel < 0) && scales.All(list => list.Length == 0) ? null : new PlannedAxis(channels, tags, scales);
    }

    /// <summary>A number for the role and copy of a place: with the channel, it is there once on an axis.</summary>
    private int Copy(Place place)
    {
        var key = (_state.Channels.RoleOf(place.Channel), place.Tag);
        if (!_copies.TryGetValue(key, out int number))
        {
            _copies.Add(key, number = _copies.Count);
        }

        return number;
    }

    /// <summary>The factors of a position, without those that are 1 and those that cancel out.</summary>
    private int[] Factors(AxisBinding axis, int position)
    {
        var factors = new List<int>();
        foreach (int scale in axis.Scales.Select(list => _state.Scales.Find(list[position])).Where(scale => scale != ScaleClasses.One))
        {
            if (!factors.Remove(-scale))
            {
                factors.Add(scale);
            }
        }

        return [.. factors.Select(Number)];
    }

    private int Number(int scale)
    {
        if (!_scales.TryGetValue(Math.Abs(scale), out int number))
        {
            _scales.Add(Math.Abs(scale), number = _scales.Count + 1);
        }

        return Math.Sign(scale) * number;
    }
}
