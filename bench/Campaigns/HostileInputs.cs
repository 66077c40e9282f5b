using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using Google.Protobuf;
using ParDef.Artifacts.Format;
using ParDef.Artifacts.Keys;
using ParDef.Artifacts.Packing;
using ParDef.Artifacts.Protecting;
using ParDef.Attacks.Forgeries;
using ParDef.ErrorCorrection.Construction;
using ParDef.Onnx.Proto;

namespace ParDef.Campaigns;

/// <summary>A file made to hurt whoever reads it.</summary>
/// <param name="Name">What it is.</param>
/// <param name="IsModel">True for an ONNX file to protect, false for an artifact to verify and restore.</param>
/// <param name="HasHeader">True if its header is authentic: only a holder of the key can have made it.</param>
/// <param name="Content">All its bytes.</param>
internal sealed record HostileInput(string Name, bool IsModel, bool HasHeader, byte[] Content);

/// <summary>The hostile files.</summary>
internal static class HostileInputs
{
    private const int PayloadLengthOffset = 16;
    private const int CheckOffset = 152;
    private const int ManyTensors = 1_000_000;
    private const long Tebibyte = 1L << 40;

    public static IEnumerable<HostileInput> All(Scene scene)
    {
        byte[] header = scene.Loot.Target[..Header.Bytes].ToArray();
        yield return Artifact("an empty file", []);
        yield return Artifact("1 KiB that declares 1 TiB of payload", Padded(Declaring(header, Tebibyte), 1024));
        yield return Artifact("1 KiB that declares 2^63 bytes of payload", Padded(Declaring(header, long.MinValue), 1024));
        yield return Artifact("1 KiB that declares 2^64 - 1 bytes of payload", Padded(Declaring(header, -1), 1024));
        yield return Artifact("1 KiB that declares the longest payload", Padded(Declaring(header, Limits.PayloadBytesOf(Redundancy.Default)), 1024));
        yield return Artifact("64 MiB of zeros", new byte[64 << 20]);
        yield return Artifact("512 MiB of zeros", new byte[512 << 20]);
        yield return Artifact("as many different forged headers as there are places for copies", ManyHeaders(header));
        yield return new HostileInput("an authentic header of the longest payload, alone", false, true, LoneHeader(scene));
        yield return new HostileInput("a manifest that inflates to the limit of 64 MiB", false, true, ManifestBomb(scene, Limits.ManifestBytes));
        yield return new HostileInput("a manifest that inflates further than it says", false, true, ManifestBomb(scene, 1 << 20));

        yield return Model("1 KiB that declares a tensor of 1 TiB", Padded(Tensor([Tebibyte / 4]), 0));
        yield return Model("a tensor of 2^63 - 1 elements", Tensor([long.MaxValue]));
        yield return Model("a tensor of 2^32 x 2^32 x 2^32 elements", Tensor([1L << 32, 1L << 32, 1L << 32]));
        yield return Model("a tensor of -1 elements", Tensor([-1]));
        yield return Model("1,000,000 tensors", ManyInitializers());
        yield return Model("a field that declares 2^63 bytes", [0x3A, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01]);
        yield return Model("graphs nested 100,000 deep", Nested(100_000));
        yield return Model("64 MiB of zeros", new byte[64 << 20]);
    }

    private static HostileInput Artifact(string name, byte[] content) => new(name, false, false, content);

    private static HostileInput Model(string name, byte[] content) => new(name, true, false, content);

    private static byte[] Padded(byte[] content, int length)
    {
        byte[] padded = new byte[Math.Max(length, content.Length)];
        content.CopyTo(padded, 0);
        return padded;
    }

    private static byte[] Declaring(byte[] header, long payload)
    {
        byte[] changed = [.. header];
        BinaryPrimitives.WriteInt64LittleEndian(changed.AsSpan(PayloadLengthOffset), payload);
        SHA256.HashData(changed.AsSpan(0, CheckOffset)).AsSpan(0, 8).CopyTo(changed.AsSpan(CheckOffset));
        return changed;
    }

    private static byte[] ManyHeaders(byte[] header)
    {
        byte[] file = new byte[2 * 4096];
        for (int at = 0, number = 1; at + Header.Bytes <= file.Length; at += Header.Bytes, number++)
        {
            Declaring(header, number).CopyTo(file, at);
        }

        return file;
    }

    private static byte[] LoneHeader(Scene scene)
    {
        using var key = FileKey.Generate();
        return key.Seal(scene.Key, Redundancy.Default, Limits.PayloadBytesOf(Redundancy.Default), 1000, 1000, 0).Copy;
    }

    private static byte[] ManifestBomb(Scene scene, int declared)
    {
        using var compressed = new MemoryStream();
        using (var deflate = new DeflateStream(compressed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            deflate.Write(new byte[Limits.ManifestBytes]);
        }

        return Protector.Seal(
            new PackedPayload(compressed.ToArray(), (int)compressed.Length, declared), scene.Key, Redundancy.Default, CancellationToken.None);
    }

    private static byte[] Tensor(long[] dims)
    {
        var graph = new GraphProto { Name = "g", Initializer = { new TensorProto { Name = "w", DataType = 1, Dims = { dims }, RawData = ByteString.CopyFrom(new byte[900]) } } };
        graph.Node.Add(new NodeProto { OpType = "MatMul", Input = { "x", "w" }, Output = { "y" } });
        return Whole(graph);
    }

    private static byte[] ManyInitializers()
    {
        var graph = new GraphProto { Name = "g" };
        graph.Initializer.Add(Enumerable.Range(0, ManyTensors).Select(i => new TensorProto { Name = $"{i}", DataType = 1, RawData = ByteString.Empty, Dims = { 0 } }));
        return Whole(graph);
    }

    private static byte[] Whole(GraphProto graph) =>
        new ModelProto { IrVersion = 8, Graph = graph, OpsetImport = { new OperatorSetIdProto { Version = 17 } } }.ToByteArray();

    /// <summary>A node whose attribute holds a graph with a node whose attribute holds a graph, and so on, written from the inside.</summary>
    private static byte[] Nested(int depth)
    {
        // Every level is a field number and a length, and both ends of it are known: it is written from its end.
        byte[] tags = [0x0A, 0x2A, 0x32];
        byte[] buffer = new byte[depth * 8 + 16];
        int start = buffer.Length;
        Span<byte> varint = stackalloc byte[5];
        for (int level = 0; level < depth; level++)
        {
            int length = buffer.Length - start;
            int bytes = 0;
            do
            {
                varint[bytes++] = (byte)((length & 0x7F) | (length > 0x7F ? 0x80 : 0));
                length >>= 7;
            }
            while (length > 0);

            start -= bytes;
            varint[..bytes].CopyTo(buffer.AsSpan(start));
            buffer[--start] = level == depth - 1 ? (byte)0x3A : tags[(depth - 2 - level) % tags.Length];
        }

        return buffer[start..];
    }
}
