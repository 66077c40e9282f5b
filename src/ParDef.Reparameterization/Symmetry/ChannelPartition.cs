using System.Globalization;
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
internal sealed class ChannelPartition(PositionBudget budget)
{
    private readonly List<int> _parents = [];
    private readonly Dictionary<int, string> _frozen = [];
    private readonly HashSet<Place[]> _kept = new(ReferenceComparer.Instance);
    private readonly List<Place[]> _keptInOrder = [];
    private readonly List<(Place[] One, Place[] Other)> _pairs = [];

    // Tied channels can lie on one axis (the queries and keys of a fused projection); the sets in which each lies, its role, tell them apart.
    private int[] _roles = [];

    /// <summary>New channels, each for itself.</summary>
    public Place[] New(int count)
    {
        budget.Take(count);
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

    /// <summary>What tells channels apart that are tied to each other; known after <see cref="Orbits"/>.</summary>
    public int RoleOf(int channel) => _roles[channel];

    /// <summary>Makes the places at every position of two lists move alike.</summary>
    public void Tie(Place[] one, Place[] other, string reason)
    {
        if (one.Length != other.Length)
        {
            throw UntraceableGraphException.Malformed();
        }

        _pairs.Add((one, other));
        for (int i = 0; i < one.Length; i++)
        {
            Tie(one[i], other[i], reason);
        }
    }

    /// <summary>Makes two places move alike; different copies of channels cannot, and freeze.</summary>
    private void Tie(Place a, Place b, string reason)
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
    /// <remarks>
    /// Channels can be exchanged if each lies, in the same roles and copies, in the same sets, and has been tied, in these roles, in the same ties: then on
    /// every axis there is one position for the new channel, and tied positions stay opposite each other.
    /// </remarks>
    public int[] Orbits()
    {
        FindRoles();
        FreezeTwins();
        int[] cells = Refined(new int[_parents.Count], _keptInOrder.Select(PositionsOfChannels).Concat(_pairs.Select(PairsOfChannels)));
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

    /// <summary>
    /// The role of a channel is the sets in which it lies itself, then the roles of what it is tied to. Any choice of roles is sound; a finer one
    /// tells more channels apart.
    /// </summary>
    private void FindRoles()
    {
        const int rounds = 6;
        _roles = Refined(new int[_parents.Count], _keptInOrder.Select(TagsOfChannels));
        for (int round = 0; round < rounds; round++)
        {
            int count = _roles.Distinct().Count();
            _roles = Refined(_roles, _pairs.SelectMany(tie => new[] { PartnersOfChannels(tie.One, tie.Other), PartnersOfChannels(tie.Other, tie.One) }));
            if (_roles.Distinct().Count() == count)
            {
                return;
            }
        }
    }

    /// <summary>Parts the cells until channels of one cell look alike in every one of these tables.</summary>
    private static int[] Refined(int[] before, IEnumerable<Dictionary<int, string>> tables)
    {
        int[] cells = (int[])before.Clone();
        int count = cells.DefaultIfEmpty(0).Max() + 1;
        foreach (var table in tables)
        {
            var parts = new Dictionary<(int Cell, string Positions), int>();
            foreach (var (channel, positions) in table)
            {
                var key = (cells[channel], positions);
                if (!parts.TryGetValue(key, out int cell))
                {
                    parts.Add(key, cell = count++);
                }

                cells[channel] = cell;
            }
        }

        return cells;
    }

    private Dictionary<int, string> PartnersOfChannels(Place[] one, Place[] other) => Joined(Grouped(
        one.Zip(other).Where(pair => !pair.First.IsZero && !pair.Second.IsZero).Select(pair => (pair.First.Channel, Position(pair.Second)))));

    private static Dictionary<int, string> TagsOfChannels(Place[] set) => Joined(Grouped(
        set.Where(place => !place.IsZero).Select(place => (place.Channel, place.Tag.ToString(CultureInfo.InvariantCulture)))));

    /// <summary>A channel that lies twice on one axis in one role cannot be told from itself, and freezes.</summary>
    private void FreezeTwins()
    {
        foreach (var set in _keptInOrder)
        {
            var seen = new HashSet<(int Root, int Role, int Tag)>(set.Length);
            foreach (var place in set.Where(place => !place.IsZero))
            {
                if (!seen.Add((Find(place.Channel), _roles[place.Channel], place.Tag)))
                {
                    _frozen.TryAdd(Find(place.Channel), "a channel twice on one axis");
                }
            }
        }
    }

    /// <summary>Role and copy of every channel in a set.</summary>
    private Dictionary<int, string> PositionsOfChannels(Place[] set) => Joined(Grouped(
        set.Where(place => !place.IsZero).Select(place => (Find(place.Channel), Position(place)))));

    private Dictionary<int, string> PairsOfChannels((Place[] One, Place[] Other) tie) => Joined(Grouped(
        from pair in tie.One.Zip(tie.Other)
        where !pair.First.IsZero && !pair.Second.IsZero
        select (Find(pair.First.Channel), $"{Position(pair.First)}-{Position(pair.Second)}")));

    private string Position(Place place) => $"{_roles[place.Channel]}.{place.Tag}";

    private static Dictionary<int, List<string>> Grouped(IEnumerable<(int Root, string Position)> entries)
    {
        var groups = new Dictionary<int, List<string>>();
        foreach (var (root, position) in entries)
        {
            if (!groups.TryGetValue(root, out var list))
            {
                groups.Add(root, list = []);
            }

            list.Add(position);
        }

        return groups;
    }

    private static Dictionary<int, string> Joined(Dictionary<int, List<string>> groups) =>
        groups.ToDictionary(pair => pair.Key, pair => string.Join(',', pair.Value.Order(StringComparer.Ordinal)));

    private sealed class ReferenceComparer : IEqualityComparer<Place[]>
    {
        public static ReferenceComparer Instance { get; } = new();

        public bool Equals(Place[]? x, Place[]? y) => ReferenceEquals(x, y);

        public int GetHashCode(Place[] obj) => RuntimeHelpers.GetHashCode(obj);
    }
}
