using System.Buffers.Binary;
using System.Security.Cryptography;
using ParDef.IndependentDecoder.Keys;

namespace ParDef.IndependentDecoder.Headers;

/// <summary>An authentic header: its 192 bytes, what they say, and the file key (section 4).</summary>
/// <param name="Copy">The bytes.</param>
/// <param name="Redundancy">1 to 4.</param>
/// <param name="Payload">Length of the payload.</param>
/// <param name="ManifestStored">Stored length of the manifest.</param>
/// <param name="Manifest">Length of the manifest.</param>
/// <param name="Generation">Raised by rekey.</param>
/// <param name="FileKey">The unwrapped file key.</param>
public sealed record HeaderFields(
    byte[] Copy, int Redundancy, long Payload, uint ManifestStored, uint Manifest, uint Generation, byte[] FileKey)
{
    /// <summary>Bytes of a copy.</summary>
    public const int Bytes = 192;

    /// <summary>What a candidate is: authentic with its fields, or one of the words of section 4.</summary>
    public static (string Verdict, HeaderFields? Fields) Judge(ReadOnlySpan<byte> copy, byte[] master)
    {
        if (!SHA256.HashData(copy[..152])[..8].AsSpan().SequenceEqual(copy[152..160]))
        {
            return ("damaged", null);
        }

        ReadOnlySpan<byte> magic = [0x89, 0x50, 0x61, 0x72, 0x44, 0x65, 0x66, 0x0A];
        bool known = copy[..8].SequenceEqual(magic)
            && BinaryPrimitives.ReadUInt16LittleEndian(copy[8..]) == 1
            && copy[10..12].IndexOfAnyExcept((byte)0) < 0
            && copy[12] is >= 1 and <= 4
            && copy[13..16].IndexOfAnyExcept((byte)0) < 0
            && copy[36..40].IndexOfAnyExcept((byte)0) < 0
            && copy[88..152].IndexOfAnyExcept((byte)0) < 0;
        if (!known)
        {
            return ("unsupported", null);
        }

        if (!copy[40..48].SequenceEqual(KeyTree.KeyId(master)))
        {
            return ("wrong-key", null);
        }

        if (KeyTree.Unwrap(master, copy[48..88].ToArray()) is not { } fileKey
            || !HMACSHA256.HashData(KeyTree.Header(fileKey), copy[..160].ToArray()).AsSpan().SequenceEqual(copy[160..192]))
        {
            return ("forged", null);
        }

        ulong payload = BinaryPrimitives.ReadUInt64LittleEndian(copy[16..]);
        uint stored = BinaryPrimitives.ReadUInt32LittleEndian(copy[24..]);
        uint manifest = BinaryPrimitives.ReadUInt32LittleEndian(copy[28..]);
        ulong most = copy[12] switch { 1 => 1_750_000_000, 2 => 1_900_000_000, 3 => 1_390_000_000, _ => 1_040_000_000 };
        if (payload < 1 || payload > most || manifest < 1 || manifest > 67_108_864 || stored < 1 || stored > manifest || stored > payload)
        {
            return ("forged", null);
        }

        uint generation = BinaryPrimitives.ReadUInt32LittleEndian(copy[32..]);
        return ("authentic", new HeaderFields(copy.ToArray(), copy[12], (long)payload, stored, manifest, generation, fileKey));
    }
}
