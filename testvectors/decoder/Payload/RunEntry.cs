namespace ParDef.IndependentDecoder.Payload;

/// <summary>Positions of an axis whose channel, tag and factors change by constant steps (sections 10 and 11a).</summary>
/// <param name="Count">Positions.</param>
/// <param name="Channel">0, or the channel of the first position, plus 1.</param>
/// <param name="ChannelStep">From one position to the next.</param>
/// <param name="Tag">Tag of the first position.</param>
/// <param name="TagStep">From one position to the next.</param>
/// <param name="Factors">Signed numbers of factors of the first position.</param>
/// <param name="FactorSteps">From one position to the next.</param>
public sealed record RunEntry(
    ulong Count, ulong Channel, long ChannelStep, ulong Tag, long TagStep, IReadOnlyList<long> Factors, IReadOnlyList<long> FactorSteps)
{
    private const int MostFactors = 8;

    /// <summary>True if its positions keep their places.</summary>
    public bool Stays => Channel == 0;

    /// <summary>Reads the fields; their encoding is checked with the manifest's.</summary>
    public static RunEntry Read(byte[] bytes)
    {
        var numbers = new ulong[6];
        long[][] lists = [[], []];
        for (var wire = new Wire(bytes); !wire.AtEnd;)
        {
            var (field, number, content) = wire.Next();
            RefusedException.Unless(field <= 7 && content is not null == field >= 6, $"field {field} of a run");
            if (content is not null)
            {
                lists[field - 6] = [.. Wire.Packed(content).Select(Wire.FromZigZag)];
            }
            else
            {
                RefusedException.Unless(number <= uint.MaxValue, "a number of a run beyond 32 bits");
                numbers[field] = number;
            }
        }

        return new RunEntry(numbers[1], numbers[2], Wire.FromZigZag(numbers[3]), numbers[4], Wire.FromZigZag(numbers[5]), lists[0], lists[1]);
    }

    /// <summary>The one encoding.</summary>
    public byte[] Write() =>
    [
        .. Wire.Number(1, Count), .. Wire.Number(2, Channel), .. Wire.Number(3, Wire.ToZigZag(ChannelStep)), .. Wire.Number(4, Tag),
        .. Wire.Number(5, Wire.ToZigZag(TagStep)), .. Wire.PackedBytes(6, Factors.Select(Wire.ToZigZag)), .. Wire.PackedBytes(7, FactorSteps.Select(Wire.ToZigZag)),
    ];

    /// <summary>The channel of a position that moves.</summary>
    public long ChannelAt(long i) => (long)Channel - 1 + (i * ChannelStep);

    /// <summary>The tag of a position.</summary>
    public long TagAt(long i) => (long)Tag + (i * TagStep);

    /// <summary>The numbers of the factors of a position.</summary>
    public IEnumerable<long> FactorsAt(long i) => Factors.Select((factor, j) => factor + (Count > 1 ? i * FactorSteps[j] : 0));

    /// <summary>Refuses a run that cannot be, or that the run before it could hold.</summary>
    public void Check(RunEntry? before, long channels, long factors)
    {
        RefusedException.Unless(Count >= 1, "a run of no positions");
        RefusedException.Unless(Factors.Count <= MostFactors, "more than eight factors of a position");
        RefusedException.Unless(FactorSteps.Count == (Count > 1 ? Factors.Count : 0), "steps that are not those of the factors");
        RefusedException.Unless(Count > 1 || (ChannelStep == 0 && TagStep == 0), "steps of one position");
        RefusedException.Unless(!Stays || (ChannelStep == 0 && Tag == 0 && TagStep == 0), "a channel or tag of positions that stay");
        for (long i = 0; i < (long)Count; i++)
        {
            RefusedException.Unless(Stays || (ChannelAt(i) >= 0 && ChannelAt(i) < channels), "a channel that there is not");
            RefusedException.Unless(TagAt(i) is >= 0 and <= int.MaxValue, "a tag out of range");
            RefusedException.Unless(FactorsAt(i).All(factor => factor != 0 && Math.Abs(factor) <= factors), "a factor that there is not");
        }

        if (before is not null && before.Stays == Stays && before.Factors.Count == Factors.Count)
        {
            RefusedException.Unless(before.Count > 1, "a run of one position that the next could hold");
            RefusedException.Unless(!GoesOn(before), "a run that the one before could hold");
        }
    }

    private bool GoesOn(RunEntry before)
    {
        long next = (long)before.Count;
        return (Stays || before.ChannelAt(next) == ChannelAt(0)) && before.TagAt(next) == TagAt(0) && before.FactorsAt(next).SequenceEqual(FactorsAt(0));
    }
}
