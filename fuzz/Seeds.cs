using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using ParDef.Artifacts.Keys;
using ParDef.Artifacts.Packing;
using ParDef.Artifacts.Protecting;
using ParDef.Fuzz.Harnesses;
using ParDef.Onnx.Reading;

namespace ParDef.Fuzz;

/// <summary>Writes the small honest files that fuzzing starts from. Artifacts get a fresh file key each time.</summary>
internal static class Seeds
{
    public static void Write(string folder)
    {
        foreach (var (name, model) in SeedModels.All())
        {
            Put(folder, "onnx", name, model);
        }

        var models = SeedModels.All().Where(seed => seed.Name is "dense" or "half" or "listed").ToList();
        foreach (var (name, model) in models)
        {
            byte[] artifact = Protector.Protect(model, KnownKey.Master, new ProtectOptions { Id = "seed" }).Content;
            Put(folder, "artifact", name, artifact);
            artifact[artifact.Length / 2] ^= 1;
            Put(folder, "artifact", name + "-damaged", artifact);
            Put(folder, "artifact", name + "-cut", artifact[..(artifact.Length * 3 / 4)]);
        }

        foreach (var (name, model) in models)
        {
            Put(folder, "sealed", name, Sealed(model, new ProtectOptions { Id = "seed", Compression = BlockCompression.None }));
            Put(folder, "sealed", name + "-lossless", Sealed(model, new ProtectOptions { Id = "seed", Lossless = true }));
        }

        Put(folder, "key", "key", Encoding.ASCII.GetBytes(KeyFile.Write(KnownKey.Master, TimeProvider.System)));
        Put(folder, "key", "newer", "# later\nPARDEF-KEY-2:AAAA\n"u8.ToArray());
        Put(folder, "npy", "f4", Npy("<f4", "(2, 3)", fortran: false, 24));
        Put(folder, "npy", "f8-fortran", Npy(">f8", "(2,)", fortran: true, 16));
        Put(folder, "npy", "bool-scalar", Npy("|b1", "()", fortran: false, 1));
        Put(folder, "npy", "i8", Npy("<i8", "(1, 2)", fortran: false, 16));
        byte[] idx = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 2, 1, 2, 3, 4, 5, 6, 7, 8];
        Put(folder, "idx", "images", idx);
        Put(folder, "idx", "images-gz", Packed(idx));
        Put(folder, "idx", "labels", [0, 0, 8, 1, 0, 0, 0, 1, 9]);
        byte[] dct = Dct();
        Put(folder, "dct", "one", dct);
        Put(folder, "dct", "one-gz", Packed(dct));
    }

    private static byte[] Sealed(byte[] model, ProtectOptions options)
    {
        var source = OnnxModel.Read(model);
        var payload = ModelPacker.Pack(source, TensorPlan.Make(source, options).Plans, options, CancellationToken.None);

        // The manifest plain, so that a changed byte of the input is a changed byte of it.
        byte[] manifest = new byte[payload.ManifestLength];
        BlockCodec.TryDecode(new ArraySegment<byte>(payload.Bytes, 0, payload.ManifestStoredLength), manifest);
        byte[] prefix = new byte[SealedHarness.PrefixBytes];
        BinaryPrimitives.WriteUInt16LittleEndian(prefix, (ushort)manifest.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(prefix.AsSpan(2), (ushort)manifest.Length);
        return [.. prefix, .. manifest, .. payload.Bytes.AsSpan(payload.ManifestStoredLength)];
    }

    private static byte[] Npy(string type, string shape, bool fortran, int contentBytes)
    {
        string header = $"{{'descr': '{type}', 'fortran_order': {(fortran ? "True" : "False")}, 'shape': {shape}, }}";
        byte[] text = Encoding.ASCII.GetBytes(header.PadRight(117) + "\n");
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)text.Length, 0, .. text, .. new byte[contentBytes]];
    }

    /// <summary>One grey image.</summary>
    private static byte[] Dct()
    {
        byte[] tables = [.. Enumerable.Repeat((byte)16, 128)];
        return [.. "DCT1"u8, 1, 0, 0, 0, .. tables, 3, .. new byte[24 * 64 * 2]];
    }

    private static byte[] Packed(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return packed.ToArray();
    }

    private static void Put(string folder, string harness, string name, byte[] content)
    {
        Directory.CreateDirectory(Path.Combine(folder, harness));
        File.WriteAllBytes(Path.Combine(folder, harness, name), content);
    }
}
