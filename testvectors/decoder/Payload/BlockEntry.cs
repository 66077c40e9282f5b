namespace ParDef.IndependentDecoder.Payload;

/// <summary>One block of the manifest (section 10).</summary>
/// <param name="Stream">1 to 4.</param>
/// <param name="Length">Before compression.</param>
/// <param name="Stored">In the payload.</param>
public sealed record BlockEntry(ulong Stream, ulong Length, ulong Stored)
{
    /// <summary>Reads the fields; their encoding is checked with the manifest's.</summary>
    public static BlockEntry Read(byte[] bytes)
    {
        var numbers = new ulong[4];
        for (var wire = new Wire(bytes); !wire.AtEnd;)
        {
            var (field, number, content) = wire.Next();
            RefusedException.Unless(field <= 3 && content is null, $"field {field} of a block");
            numbers[field] = number;
        }

        return new BlockEntry(numbers[1], numbers[2], numbers[3]);
    }

    /// <summary>The one encoding.</summary>
    public byte[] Write() => [.. Wire.Number(1, Stream), .. Wire.Number(2, Length), .. Wire.Number(3, Stored)];
}
