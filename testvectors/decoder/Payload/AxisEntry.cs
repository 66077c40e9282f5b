namespace ParDef.IndependentDecoder.Payload;

/// <summary>One axis of a part (sections 10 and 11a).</summary>
/// <param name="Inner">Elements from one position to the next.</param>
/// <param name="Runs">Its positions.</param>
public sealed record AxisEntry(ulong Inner, IReadOnlyList<RunEntry> Runs)
{
    /// <summary>Its positions.</summary>
    public UInt128 Extent => Runs.Aggregate((UInt128)0, (sum, run) => sum + run.Count);

    /// <summary>Reads the fields; their encoding is checked with the manifest's.</summary>
    public static AxisEntry Read(byte[] bytes)
    {
        ulong inner = 0;
        var runs = new List<RunEntry>();
        for (var wire = new Wire(bytes); !wire.AtEnd;)
        {
            var (field, number, content) = wire.Next();
            RefusedException.Unless(field <= 2 && content is not null == (field == 2), $"field {field} of an axis");
            inner = content is null ? number : inner;
            if (content is not null)
            {
                runs.Add(RunEntry.Read(content));
            }
        }

        return new AxisEntry(inner, runs);
    }

    /// <summary>The one encoding.</summary>
    public byte[] Write() => [.. Wire.Number(1, Inner), .. Runs.SelectMany(run => Wire.Message(2, run.Write()))];

    /// <summary>Every position: channel (below 0 for one that stays), tag, factors.</summary>
    public IReadOnlyList<(long Channel, long Tag, long[] Factors)> Positions() =>
    [
        .. Runs.SelectMany(run => Enumerable.Range(0, (int)run.Count).Select(i => (run.Stays ? -1 : run.ChannelAt(i), run.TagAt(i), run.FactorsAt(i).ToArray()))),
    ];

    /// <summary>Refuses runs that cannot be, and channels that do not lie on the axis once and with all of their orbit.</summary>
    public void Check(Reparameterization rewriting, bool hasFactors)
    {
        ArgumentNullException.ThrowIfNull(rewriting);
        for (int i = 0; i < Runs.Count; i++)
        {
            Runs[i].Check(i == 0 ? null : Runs[i - 1], rewriting.Channels, hasFactors ? (long)rewriting.Factors : 0);
        }

        var moving = Positions().Where(position => position.Channel >= 0).ToList();
        RefusedException.Unless(moving.Count > 0 || Runs.Any(run => run.Factors.Count > 0), "an axis on which nothing happens");
        RefusedException.Unless(moving.Select(position => (position.Channel, position.Tag)).Distinct().Count() == moving.Count, "a channel twice under one tag");
        foreach (var orbit in moving.Select(position => (Orbit: rewriting.OrbitOf(position.Channel), position.Tag)).CountBy(key => key))
        {
            RefusedException.Unless(orbit.Value == (int)rewriting.Orbits[orbit.Key.Orbit], "a part of an orbit");
        }
    }
}
