namespace ParDef.Reparameterization.Symmetry;

/// <summary>What lies along the axes of every initializer that is used as a weight, and why the others stay as they are.</summary>
internal sealed class WeightBindings(ChannelPartition channels, ScaleClasses scales)
{
    private readonly Dictionary<string, IReadOnlyList<WeightPart>> _parts = [];
    private readonly Dictionary<string, string> _reasons = [];

    /// <summary>The parts of a weight, or null if no rule has bound it.</summary>
    public IReadOnlyList<WeightPart>? Of(string initializer) => _parts.GetValueOrDefault(initializer);

    /// <summary>Why a weight, or an axis of it, stays as it is, if a rule has said so.</summary>
    public string? ReasonOf(string initializer) => _reasons.GetValueOrDefault(initializer);

    /// <summary>Remembers why a weight does not move.</summary>
    public void Explain(string initializer, string reason) => _reasons.TryAdd(initializer, reason);

    /// <summary>Says what lies along the axes of a weight; where another use has said something else, the two are tied, or freeze.</summary>
    public void Bind(string initializer, IReadOnlyList<WeightPart> parts, string reason)
    {
        if (!_parts.TryGetValue(initializer, out var before))
        {
            _parts.Add(initializer, parts);
            return;
        }

        bool isAlike = before.Count == parts.Count
            && before.Zip(parts).All(pair => pair.First.Offset == pair.Second.Offset && pair.First.Extents.SequenceEqual(pair.Second.Extents));
        if (!isAlike)
        {
            Explain(initializer, reason);
            foreach (var axis in before.Concat(parts).SelectMany(part => part.Axes))
            {
                Freeze(axis, reason);
            }

            return;
        }

        foreach (var (one, other) in before.Zip(parts))
        {
            for (int axis = 0; axis < one.Axes.Length; axis++)
            {
                Tie(one.Axes[axis], other.Axes[axis], reason);
            }
        }
    }

    private void Tie(AxisBinding? one, AxisBinding? other, string reason)
    {
        if (one is null || other is null)
        {
            Freeze(one ?? other, reason);
            return;
        }

        for (int i = 0; i < one.Places.Length; i++)
        {
            // A zero position agrees with all, but a weight has only one content: whatever the other use moves must stay then.
            if (one.Places[i].IsZero != other.Places[i].IsZero)
            {
                channels.Freeze(one.Places[i], reason);
                channels.Freeze(other.Places[i], reason);
            }

        }

        channels.Tie(one.Places, other.Places, reason);

        if (one.Scales.Count == 1 && other.Scales.Count == 1)
        {
            for (int i = 0; i < one.Places.Length; i++)
            {
                scales.Tie(one.Scales[0][i], other.Scales[0][i]);
            }

            return;
        }

        FreezeScales(one);
        FreezeScales(other);
    }

    private void Freeze(AxisBinding? axis, string reason)
    {
        foreach (var place in axis?.Places ?? [])
        {
            channels.Freeze(place, reason);
        }

        FreezeScales(axis);
    }

    /// <summary>Takes the scales of an axis away.</summary>
    public void FreezeScales(AxisBinding? axis)
    {
        foreach (int scale in axis?.Scales.SelectMany(list => list) ?? [])
        {
            scales.Freeze(scale);
        }
    }
}
