using System.Runtime.CompilerServices;

namespace ParDef.Reparameterization.Symmetry;

/// <summary>
/// All channels of a graph: which are one and the same, which must stay where they are, and which sets must be kept. What is left free are
/// the orbits: any permutation of the channels that maps every orbit to itself is a symmetry.
/// </summary>
/// <remarks>
/// A set that must be kept is the content of an axis: a permutation of the channels is then a permutation of the axis. Channels that lie in
/// the same sets, with the same tags, can be exchanged.
/// </remarks>
internal sealed class ChannelPartition
{
    private readonly List<int> _parents = [];
    private readonly Dictionary<int, string> _frozen = [];
    private readonly HashSet<Place[]> _kept = new(ReferenceComparer.Instance);
    private readonly List<Place[]> _keptInOrder = [];

    /// <summary>New channels, each for itself.</summary>
    public Place[] New(int count)
    {
        var places = new Place[count];
        for (int i = 0; i < count; i++)
        {
            places[i] = new Place(_parents.Count, 0);
            _parents.Add(_parents.Count);
        }

        Keep(places);
        return places;
    }

    /// <summary>The channel that stands for all that are tied to this one.</summary>
    public int Find(int channel)
    {
        while (_parents[channel] != channel)
        {
            _parents[channel] = _parents[_parents[channel]];
            channel = _parents[channel];
        }

        return channel;
    }

    /// <summary>Makes two places move alike; different copies of channels cannot, and freeze.</summary>
    public void Tie(Place a, Place b, string reason)
    {
        if (a.IsZero || b.IsZero)
        {
            return;
        }

        if (a.Tag != b.Tag)
        {
            Freeze(a, reason);
            Freeze(b, reason);
            return;
        }

        int first = Find(a.Channel);
        int second = Find(b.Channel);
        if (first == second)
        {
            return;
        }

        (int root, int child) = first < second ? (first, second) : (second, first);
        _parents[child] = root;
        if (_frozen.Remove(child, out string? why))
        {
            _frozen.TryAdd(root, why);
        }
    }

    /// <summary>Fixes a channel; the first reason is kept.</summary>
    public void Freeze(Place place, string reason)
    {
        if (!place.IsZero)
        {
            _frozen.TryAdd(Find(place.Channel), reason);
        }
    }

    /// <summary>Why a channel is fixed, or null.</summary>
    public string? ReasonOf(Place place) => place.IsZero ? null : _frozen.GetValueOrDefault(Find(place.Channel));

    /// <summary>Asks that this set of places is mapped to itself.</summary>
    public void Keep(Place[] places)
    {
        if (_kept.Add(places))
        {
            _keptInOrder.Add(places);
        }
    }

    /// <summary>The orbit of every channel, -1 where it is fixed. Orbits are numbered by their first channel.</summary>
    public int[] Orbits()
    {
        var sets = _keptInOrder.Select(TagsOfChannels).ToList();
        var cells = new int[_parents.Count];
        int count = 1;
        foreach (var set in sets)
        {
            // Refinement: channels of one cell that differ in this set part.
            var parts = new Dictionary<(int Cell, string Tags), int>();
            foreach (var (channel, tags) in set)
            {
                var key = (cells[channel], tags);
                if (!parts.TryGetValue(key, out int cell))
                {
                    parts.Add(key, cell = count++);
                }

                cells[channel] = cell;
            }
        }

        var numbers = new Dictionary<int, int>();
        var orbits = new int[_parents.Count];
        for (int channel = 0; channel < orbits.Length; channel++)
        {
            int root = Find(channel);
            orbits[channel] = _frozen.ContainsKey(root) ? -1
                : numbers.TryGetValue(cells[root], out int number) ? number
                : numbers[cells[root]] = numbers.Count;
        }

        return orbits;
    }

    /// <summary>The copies of every channel in a set. A channel that lies there twice cannot be told from itself, and freezes.</summary>
    private Dictionary<int, string> TagsOfChannels(Place[] set)
    {
        var tags = new Dictionary<int, List<int>>();
        foreach (var place in set.Where(place => !place.IsZero))
        {
            int root = Find(place.Channel);
            if (!tags.TryGetValue(root, out var list))
            {
                tags.Add(root, list = []);
            }

            if (list.Contains(place.Tag))
            {
                _frozen.TryAdd(root, "a channel twice on one axis");
            }
            else
            {
                list.Add(place.Tag);
            }
        }

        return tags.ToDictionary(pair => pair.Key, pair => string.Join(',', pair.Value.Order()));
    }

    private sealed class ReferenceComparer : IEqualityComparer<Place[]>
    {
        public static ReferenceComparer Instance { get; } = new();

        public bool Equals(Place[]? x, Place[]? y) => ReferenceEquals(x, y);

        public int GetHashCode(Place[] obj) => RuntimeHelpers.GetHashCode(obj);
    }
}
