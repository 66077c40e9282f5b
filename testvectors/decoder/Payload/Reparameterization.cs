namespace ParDef.IndependentDecoder.Payload;

/// <summary>What the weights are stored rewritten with (sections 10 and 11a).</summary>
/// <param name="Seed">32 bytes.</param>
/// <param name="Law">0 no factors, 1 uniform, 2 powers of two.</param>
/// <param name="Orbits">Channels of each orbit.</param>
/// <param name="Factors">How many factors there are.</param>
public sealed record Reparameterization(byte[] Seed, ulong Law, IReadOnlyList<ulong> Orbits, ulong Factors)
{
    private const ulong Most = 4_194_304;

    /// <summary>Channels of all orbits.</summary>
    public long Channels => Orbits.Sum(orbit => (long)orbit);

    /// <summary>Reads the fields; their encoding is checked with the manifest's.</summary>
    public static Reparameterization Read(byte[] bytes)
    {
        var result = new Reparameterization([], 0, [], 0);
        for (var wire = new Wire(bytes); !wire.AtEnd;)
        {
            var (field, number, content) = wire.Next();
            RefusedException.Unless(field <= 4 && content is not null == field is 1 or 3, $"field {field} of the reparameterization");
            result = field switch
            {
                1 => result with { Seed = content! },
                2 => result with { Law = number },
                3 => result with { Orbits = Wire.Packed(content!) },
                _ => result with { Factors = number },
            };
        }

        return result;
    }

    /// <summary>The one encoding.</summary>
    public byte[] Write() => [.. Wire.Bytes(1, Seed), .. Wire.Number(2, Law), .. Wire.PackedBytes(3, Orbits), .. Wire.Number(4, Factors)];

    /// <summary>The orbit of a channel.</summary>
    public int OrbitOf(long channel)
    {
        int orbit = 0;
        for (; channel >= (long)Orbits[orbit]; orbit++)
        {
            channel -= (long)Orbits[orbit];
        }

        return orbit;
    }

    /// <summary>Refuses what cannot be.</summary>
    public void Check()
    {
        RefusedException.Unless(Seed.Length == 32, "a seed of another length");
        RefusedException.Unless(Law <= 2, "a law that there is not");
        RefusedException.Unless(Orbits.All(orbit => orbit >= 2), "an orbit of less than two channels");
        RefusedException.Unless(
            Orbits.All(orbit => orbit <= Most) && Orbits.Sum(orbit => (long)orbit) <= (long)Most && Factors <= Most, "more channels or factors than there may be");
        RefusedException.Unless(Law == 0 == (Factors == 0), "factors without a law, or a law without factors");
    }
}
