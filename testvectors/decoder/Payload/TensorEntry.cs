namespace ParDef.IndependentDecoder.Payload;

/// <summary>One tensor of the manifest (section 10).</summary>
/// <param name="Name">Name in UTF-8.</param>
/// <param name="Position">Offset in the skeleton.</param>
/// <param name="Length">Bytes in the model file.</param>
/// <param name="Encoding">0 kept, 1 affine, 2 symmetric.</param>
/// <param name="ElementType">ONNX element type.</param>
/// <param name="Channels">Number of scales.</param>
/// <param name="Inner">Elements of a run.</param>
public sealed record TensorEntry(byte[] Name, ulong Position, ulong Length, ulong Encoding, ulong ElementType, ulong Channels, ulong Inner)
{
    /// <summary>What of it is stored rewritten.</summary>
    public IReadOnlyList<PartEntry> Parts { get; init; } = [];

    /// <summary>Bytes of an element that can be quantized, else 0.</summary>
    public ulong ElementBytes => ElementType switch { 1 or 6 => 4, 2 or 3 => 1, 10 or 16 => 2, 11 => 8, _ => 0 };

    /// <summary>Bytes of a scale.</summary>
    public int ScaleBytes => ElementType == 11 ? 8 : 4;

    /// <summary>Reads the fields; their encoding is checked with the manifest's.</summary>
    public static TensorEntry Read(byte[] bytes)
    {
        byte[] name = [];
        var numbers = new ulong[8];
        var parts = new List<PartEntry>();
        for (var wire = new Wire(bytes); !wire.AtEnd;)
        {
            var (field, number, content) = wire.Next();
            RefusedException.Unless(field <= 8 && content is not null == field is 1 or 8, $"field {field} of a tensor");
            if (field == 8)
            {
                parts.Add(PartEntry.Read(content!));
                continue;
            }

            numbers[field] = number;
            name = content ?? name;
        }

        return new TensorEntry(name, numbers[2], numbers[3], numbers[4], numbers[5], numbers[6], numbers[7]) { Parts = parts };
    }

    /// <summary>The one encoding.</summary>
    public byte[] Write() =>
    [
        .. Wire.Bytes(1, Name), .. Wire.Number(2, Position), .. Wire.Number(3, Length), .. Wire.Number(4, Encoding),
        .. Wire.Number(5, ElementType), .. Wire.Number(6, Channels), .. Wire.Number(7, Inner),
        .. Parts.SelectMany(part => Wire.Message(8, part.Write())),
    ];

    /// <summary>Refuses what cannot be.</summary>
    public void Check()
    {
        RefusedException.Unless(Length <= 2_147_483_591, "a tensor larger than a model file");
        RefusedException.Unless(Encoding <= 2 && ElementType <= uint.MaxValue, "an encoding or element type out of range");
        if (Encoding == 0)
        {
            RefusedException.Unless(Channels == 0 && Inner == 0, "channels of a kept tensor");
            return;
        }

        RefusedException.Unless(ElementType is 1 or 10 or 11 or 16 && Length % ElementBytes == 0, "a quantized tensor of another element type or of broken elements");
        ulong elements = Length / ElementBytes;
        RefusedException.Unless(Channels >= 1 && Inner >= 1 && Channels <= elements && Inner <= elements, "channels or inner out of range");
        RefusedException.Unless(elements % (Channels * Inner) == 0, "channels and inner do not divide the elements");
    }

    /// <summary>Refuses parts that cannot be.</summary>
    public void CheckParts(Reparameterization? rewriting)
    {
        RefusedException.Unless(Parts.Count == 0 || rewriting is not null, "parts without a reparameterization");
        if (Parts.Count == 0 || rewriting is null)
        {
            return;
        }

        RefusedException.Unless(ElementBytes > 0 && Length % ElementBytes == 0, "parts of a tensor of another element type or of broken elements");
        ulong end = 0;
        foreach (var part in Parts)
        {
            RefusedException.Unless(part.Elements >= 1 && part.Offset >= end, "parts that overlap or do not ascend");
            RefusedException.Unless((UInt128)part.Offset + part.Elements <= Length / ElementBytes, "a part behind the tensor");
            part.Check(rewriting, hasFactors: ElementType is 1 or 11);
            end = part.Offset + part.Elements;
        }
    }
}
