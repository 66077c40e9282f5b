using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using ParDef.IndependentDecoder.Keys;
using ParDef.IndependentDecoder.Pages;
using ParDef.IndependentDecoder.Payload;

namespace ParDef.TestVectors.Building;

/// <summary>How one artifact is written, step by step; each hook breaks one rule, and everything after it is tagged as if nothing were wrong.</summary>
public sealed class Recipe
{
    private const int BlockBytes = 1_048_576;

    public delegate byte[] PageSealer(byte[] key, int page, ReadOnlySpan<byte> content);

    /// <summary>The recipe for a model with these tensors: stored blocks, default strength.</summary>
    public Recipe(params TinyTensor[] tensors)
        : this(TinyModel.Of(tensors), tensors)
    {
    }

    /// <summary>The same for a model whose tensors are these.</summary>
    public Recipe(TinyModel model, params TinyTensor[] tensors)
    {
        Model = model;
        Tensors = [.. tensors.Zip(Model.Positions, (tensor, position) => tensor.Entry(position))];
        AddStream(1, Model.Skeleton);
        AddStream(2, [.. tensors.Where(tensor => tensor.Encoding == 0).SelectMany(tensor => tensor.Stored)]);
        AddStream(3, [.. tensors.SelectMany(tensor => tensor.Scales)]);
        AddStream(4, [.. tensors.SelectMany(tensor => tensor.Integers)]);
        Manifest = new Manifest
        {
            Id = Encoding.UTF8.GetBytes("vector"),
            Revision = 7,
            SourceDigest = SHA256.HashData(Model.File),
            Lossless = tensors.All(tensor => tensor.Encoding == 0) ? 1UL : 0,
        };
    }

    public TinyModel Model { get; }

    public byte[] Master { get; set; } = Seeded.Bytes("master key", 32);

    public byte[] FileKey { get; set; } = Seeded.Bytes("file key", 32);

    public int Redundancy { get; set; } = 1;

    public uint Generation { get; set; }

    /// <summary>The manifest, its tensors and blocks left out.</summary>
    public Manifest Manifest { get; set; }

    public List<TensorEntry> Tensors { get; }

    public List<StoredBlock> Blocks { get; } = [];

    public Func<byte[], byte[]> EditManifest { get; set; } = bytes => bytes;

    public Func<byte[], byte[]> StoreManifest { get; set; } = bytes => bytes;

    public Func<byte[], byte[]> EditPayload { get; set; } = bytes => bytes;

    public Action<byte[]> EditPadded { get; set; } = _ => { };

    public PageSealer SealPage { get; set; } = PageSeal.Seal;

    public Action<byte[]> EditHeaderFields { get; set; } = _ => { };

    public Action<byte[]> EditHeaderCheck { get; set; } = _ => { };

    /// <summary>The payload of the last artifact.</summary>
    public byte[] Payload { get; private set; } = [];

    /// <summary>Writes the artifact.</summary>
    public byte[] Build()
    {
        byte[] plain = PlainManifest();
        byte[] stored = StoreManifest(plain);
        Payload = EditPayload([.. stored, .. Blocks.SelectMany(block => block.Bytes)]);
        var layout = Layout.Of(Payload.Length, Redundancy);
        var padded = new byte[layout.Geometry.N * Layout.PageContent];
        Payload.CopyTo(padded, 0);
        EditPadded(padded);

        byte[] payloadKey = KeyTree.Payload(FileKey);
        var pages = Enumerable.Range(0, layout.Geometry.N)
            .Select(page => SealPage(payloadKey, page, padded.AsSpan(page * Layout.PageContent, Layout.PageContent)))
            .ToList();
        var parity = ParityMaker.Make(layout.Geometry, FileKey, pages);
        var file = new byte[layout.FileBytes];
        for (int page = 0; page < pages.Count; page++)
        {
            pages[page].CopyTo(file, (int)layout.PayloadPage(page));
        }

        for (int page = 0; page < parity.Count; page++)
        {
            parity[page].CopyTo(file, (int)layout.ParityPage(page));
        }

        layout.WriteHeaders(Header(stored.Length, plain.Length), file);
        return file;
    }

    /// <summary>Bytes of the payload with a stored manifest, without writing anything.</summary>
    public int PayloadLength() => PlainManifest().Length + Blocks.Sum(block => block.Bytes.Length);

    /// <summary>A header copy for the payload of the last artifact.</summary>
    public byte[] Header(int manifestStored, int manifestLength)
    {
        var copy = new byte[192];
        ((ReadOnlySpan<byte>)[0x89, 0x50, 0x61, 0x72, 0x44, 0x65, 0x66, 0x0A, 1]).CopyTo(copy);
        copy[12] = (byte)Redundancy;
        BinaryPrimitives.WriteUInt64LittleEndian(copy.AsSpan(16), (ulong)Payload.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(copy.AsSpan(24), (uint)manifestStored);
        BinaryPrimitives.WriteUInt32LittleEndian(copy.AsSpan(28), (uint)manifestLength);
        BinaryPrimitives.WriteUInt32LittleEndian(copy.AsSpan(32), Generation);
        KeyTree.KeyId(Master).CopyTo(copy, 40);
        KeyTree.Wrap(Master, FileKey).CopyTo(copy, 48);
        EditHeaderFields(copy);
        SHA256.HashData(copy.AsSpan(0, 152))[..8].CopyTo(copy, 152);
        EditHeaderCheck(copy);
        HMACSHA256.HashData(KeyTree.Header(FileKey), copy.AsSpan(0, 160)).CopyTo(copy, 160);
        return copy;
    }

    /// <summary>Changes the manifest's line for a tensor.</summary>
    public void EditTensor(int index, Func<TensorEntry, TensorEntry> edit) => Tensors[index] = edit(Tensors[index]);

    private byte[] PlainManifest() => EditManifest((Manifest with
    {
        Tensors = Tensors,
        Blocks = [.. Blocks.Select(block => new BlockEntry(block.Stream, block.Length, (ulong)block.Bytes.Length))],
    }).Write());

    private void AddStream(int stream, byte[] content)
    {
        for (int at = 0; at < content.Length; at += BlockBytes)
        {
            Blocks.Add(StoredBlock.Plain(stream, content[at..Math.Min(content.Length, at + BlockBytes)]));
        }
    }
}
