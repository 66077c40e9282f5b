using ParDef.Artifacts.Format;
using ParDef.Artifacts.Packing;
using ParDef.Reparameterization.Keyed;
using ParDef.Reparameterization.Symmetry;

namespace ParDef.Artifacts.Reparameterizing;

/// <summary>The orbits and factors of a manifest, and the positions that its axes may still have.</summary>
internal sealed class Channels
{
    private readonly int[] _firstOfOrbit;
    private readonly Positions _positions;

    private Channels(int[] firstOfOrbit, int count, int factors, Positions positions)
    {
        _firstOfOrbit = firstOfOrbit;
        Count = count;
        Factors = factors;
        _positions = positions;
    }

    /// <summary>Channels of all orbits.</summary>
    public int Count { get; }

    /// <summary>Factors.</summary>
    public int Factors { get; }

    /// <summary>The same channels for tensors that are only permuted.</summary>
    public Channels WithoutFactors => new(_firstOfOrbit, Count, factors: 0, _positions);

    /// <summary>The channels of a manifest; null where a number is out of range.</summary>
    public static Channels? Of(ReparameterizationEntry entry)
    {
        bool isInRange = entry.Seed.Length == DrawnKey.SeedBytes
            && entry.Law <= (uint)ScaleLaw.PowersOfTwo
            && entry.Factors <= Limits.Channels
            && (entry.Law == (uint)ScaleLaw.None) == (entry.Factors == 0)
            && entry.Orbits.All(channels => channels is >= 2 and <= Limits.Channels)
            && entry.Orbits.Sum(channels => (long)channels) <= Limits.Channels;
        if (!isInRange)
        {
            return null;
        }

        var firsts = new int[entry.Orbits.Count];
        int next = 0;
        for (int orbit = 0; orbit < firsts.Length; orbit++)
        {
            firsts[orbit] = next;
            next += (int)entry.Orbits[orbit];
        }

        return new Channels(firsts, next, (int)entry.Factors, new Positions());
    }

    /// <summary>Counts the positions of one more axis; false if there are more than a manifest may have.</summary>
    public bool TakePositions(ulong extent) => extent <= Limits.AxisPositions && (_positions.Taken += (long)extent) <= Limits.AxisPositions;

    /// <summary>Whether no two positions have one channel and tag, and for each tag every orbit lies on the axis whole or not at all.</summary>
    public bool AreWhole(PlannedAxis axis)
    {
        var seen = new HashSet<(int Channel, int Tag)>();
        var counts = new Dictionary<(int Orbit, int Tag), int>();
        for (int position = 0; position < axis.Channels.Length; position++)
        {
            (int channel, int tag) = (axis.Channels[position], axis.Tags[position]);
            if (channel >= 0)
            {
                if (!seen.Add((channel, tag)))
                {
                    return false;
                }

                var key = (OrbitOf(channel), tag);
                counts[key] = counts.GetValueOrDefault(key) + 1;
            }
        }

        return counts.All(pair => pair.Value == ExtentOf(pair.Key.Orbit));
    }

    private int OrbitOf(int channel)
    {
        int found = Array.BinarySearch(_firstOfOrbit, channel);
        return found >= 0 ? found : ~found - 1;
    }

    private int ExtentOf(int orbit) => (orbit + 1 < _firstOfOrbit.Length ? _firstOfOrbit[orbit + 1] : Count) - _firstOfOrbit[orbit];

    private sealed class Positions
    {
        public long Taken { get; set; }
    }
}
