namespace ParDef.IndependentDecoder.Payload;

/// <summary>The manifest (section 10).</summary>
public sealed record Manifest
{
    /// <summary>Identity.</summary>
    public byte[] Id { get; init; } = [];

    /// <summary>Revision.</summary>
    public ulong Revision { get; init; }

    /// <summary>SHA-256 of the source.</summary>
    public byte[] SourceDigest { get; init; } = [];

    /// <summary>0 channel, 1 tensor.</summary>
    public ulong Granularity { get; init; }

    /// <summary>1 if no tensor is quantized.</summary>
    public ulong Lossless { get; init; }

    /// <summary>The tensors.</summary>
    public IReadOnlyList<TensorEntry> Tensors { get; init; } = [];

    /// <summary>The blocks.</summary>
    public IReadOnlyList<BlockEntry> Blocks { get; init; } = [];

    /// <summary>What the weights are rewritten with; null if they are not.</summary>
    public Reparameterization? Reparameterization { get; init; }

    /// <summary>The external files.</summary>
    public IReadOnlyList<FileEntry> Files { get; init; } = [];

    /// <summary>Reads a manifest; anything but the one encoding of its content is refused.</summary>
    public static Manifest Read(byte[] bytes)
    {
        var result = new Manifest();
        var tensors = new List<TensorEntry>();
        var blocks = new List<BlockEntry>();
        var files = new List<FileEntry>();
        for (var wire = new Wire(bytes); !wire.AtEnd;)
        {
            var (field, number, content) = wire.Next();
            result = (field, content) switch
            {
                (1, not null) => result with { Id = content },
                (2, null) => result with { Revision = number },
                (3, not null) => result with { SourceDigest = content },
                (4, null) => result with { Granularity = number },
                (5, null) => result with { Lossless = number },
                (6, not null) => Also(result, () => tensors.Add(TensorEntry.Read(content))),
                (7, not null) => Also(result, () => blocks.Add(BlockEntry.Read(content))),
                (8, not null) => result with { Reparameterization = Reparameterization.Read(content) },
                (16, not null) => Also(result, () => files.Add(FileEntry.Read(content))),
                _ => Also(result, () => RefusedException.Unless(false, $"field {field} of the manifest")),
            };
            RefusedException.Unless(tensors.Count <= 100_000, "more than 100,000 tensors");
            RefusedException.Unless(files.Count <= 1_000, "more than 1,000 files");
        }

        result = result with { Tensors = tensors, Blocks = blocks, Files = files };
        RefusedException.Unless(result.Write().AsSpan().SequenceEqual(bytes), "the manifest is not in canonical form");
        result.Check();
        return result;
    }

    /// <summary>The one encoding.</summary>
    public byte[] Write() =>
    [
        .. Wire.Bytes(1, Id),
        .. Wire.Number(2, Revision),
        .. Wire.Bytes(3, SourceDigest),
        .. Wire.Number(4, Granularity),
        .. Wire.Number(5, Lossless),
        .. Tensors.SelectMany(tensor => Wire.Message(6, tensor.Write())),
        .. Blocks.SelectMany(block => Wire.Message(7, block.Write())),
        .. Reparameterization is null ? [] : Wire.Message(8, Reparameterization.Write()),
        .. Files.SelectMany(file => Wire.Message(16, file.Write())),
    ];

    private static Manifest Also(Manifest manifest, Action action)
    {
        action();
        return manifest;
    }

    private void Check()
    {
        RefusedException.Unless(Id.Length is >= 1 and <= 256 && !Utf8.Text(Id).Any(char.IsControl), "the identity");
        RefusedException.Unless(Revision >= 1, "revision 0");
        RefusedException.Unless(SourceDigest.Length == 32, "the source digest");
        RefusedException.Unless(Granularity <= 1 && Lossless <= 1, "granularity or lossless out of range");
        ulong position = 0;
        foreach (var tensor in Tensors)
        {
            _ = Utf8.Text(tensor.Name);
            RefusedException.Unless(tensor.Position >= position, "a position falls");
            RefusedException.Unless(Lossless == 0 || tensor.Encoding == 0, "a quantized tensor in a lossless file");
            tensor.Check();
            position = tensor.Position;
        }

        CheckReparameterization();
        foreach (var file in Files)
        {
            file.Check();
        }

        RefusedException.Unless(Files.DistinctBy(file => Utf8.Text(file.Name)).Count() == Files.Count, "two files of one name");
        CheckBlocks();
    }

    private void CheckReparameterization()
    {
        Reparameterization?.Check();
        RefusedException.Unless(Lossless == 0 || Reparameterization is null or { Law: 0 }, "factors in a lossless file");
        var positions = Tensors.SelectMany(tensor => tensor.Parts).SelectMany(part => part.Axes).Aggregate((UInt128)0, (sum, axis) => sum + axis.Extent);
        RefusedException.Unless(positions <= 8_388_608, "more positions than there may be");
        foreach (var tensor in Tensors)
        {
            tensor.CheckParts(Reparameterization);
        }
    }

    private void CheckBlocks()
    {
        ulong stream = 1;
        foreach (var block in Blocks)
        {
            RefusedException.Unless(block.Stream is >= 1 and <= 4 && block.Stream >= stream, "a stream out of order");
            RefusedException.Unless(block.Length is >= 1 and <= 1_048_576, "the length of a block");
            RefusedException.Unless(block.Stored >= 1 && block.Stored <= block.Length, "the stored length of a block");
            stream = block.Stream;
        }

        for (int i = 0; i + 1 < Blocks.Count; i++)
        {
            RefusedException.Unless(Blocks[i].Stream != Blocks[i + 1].Stream || Blocks[i].Length == 1_048_576, "a short block within a stream");
        }
    }
}
