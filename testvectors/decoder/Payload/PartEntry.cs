namespace ParDef.IndependentDecoder.Payload;

/// <summary>Elements of a tensor that are stored rewritten (sections 10 and 11a).</summary>
/// <param name="Offset">First element.</param>
/// <param name="Elements">How many.</param>
/// <param name="Axes">What happens along its axes.</param>
public sealed record PartEntry(ulong Offset, ulong Elements, IReadOnlyList<AxisEntry> Axes)
{
    /// <summary>Reads the fields; their encoding is checked with the manifest's.</summary>
    public static PartEntry Read(byte[] bytes)
    {
        var numbers = new ulong[3];
        var axes = new List<AxisEntry>();
        for (var wire = new Wire(bytes); !wire.AtEnd;)
        {
            var (field, number, content) = wire.Next();
            RefusedException.Unless(field <= 3 && content is not null == (field == 3), $"field {field} of a part");
            if (content is null)
            {
                numbers[field] = number;
            }
            else
            {
                axes.Add(AxisEntry.Read(content));
            }
        }

        return new PartEntry(numbers[1], numbers[2], axes);
    }

    /// <summary>The one encoding.</summary>
    public byte[] Write() => [.. Wire.Number(1, Offset), .. Wire.Number(2, Elements), .. Axes.SelectMany(axis => Wire.Message(3, axis.Write()))];

    /// <summary>Refuses axes that are no grid.</summary>
    public void Check(Reparameterization rewriting, bool hasFactors)
    {
        RefusedException.Unless(Axes.Count > 0, "a part without an axis");
        ulong block = Elements;
        foreach (var axis in Axes)
        {
            RefusedException.Unless(axis.Inner >= 1 && axis.Runs.Count > 0, "an axis without positions");
            UInt128 span = axis.Extent * axis.Inner;
            RefusedException.Unless(axis.Runs.All(run => run.Count > 0) && span <= block && block % (ulong)span == 0, "axes that are no grid");
            axis.Check(rewriting, hasFactors);
            block = axis.Inner;
        }
    }
}
