using System.Buffers.Binary;
using System.Security.Cryptography;
using ParDef.ErrorCorrection.Construction;

namespace ParDef.Artifacts.Format;

/// <summary>The fields of the 192-byte header (docs/format.md section 4).</summary>
public sealed record Header
{
    /// <summary>Length of one copy in bytes.</summary>
    public const int Bytes = 192;

    internal const int WrappedKeyBytes = 40;
    internal const int KeyIdBytes = 8;
    internal const int AuthenticatedBytes = 160;
    private const int CheckOffset = 152;
    private const int KeyIdOffset = 40;
    private const int WrappedKeyOffset = 48;

    private static ReadOnlySpan<byte> Magic => [0x89, 0x50, 0x61, 0x72, 0x44, 0x65, 0x66, 0x0A];

    /// <summary>Format version that this library writes and reads.</summary>
    public const int Version = 1;

    /// <summary>Strength of the code.</summary>
    public required Redundancy Redundancy { get; init; }

    /// <summary>Length of the payload in bytes.</summary>
    public required long PayloadLength { get; init; }

    /// <summary>Length of the manifest as it is stored, in bytes.</summary>
    public required long ManifestStoredLength { get; init; }

    /// <summary>Length of the manifest before compression, in bytes.</summary>
    public required long ManifestLength { get; init; }

    /// <summary>0 when protected, raised by one for each new wrap of the file key.</summary>
    public required uint Generation { get; init; }

    /// <summary>Public id of the master key, 8 bytes.</summary>
    public required ReadOnlyMemory<byte> KeyId { get; init; }

    /// <summary>The file key, wrapped under the master key, 40 bytes (RFC 5649).</summary>
    public required ReadOnlyMemory<byte> WrappedKey { get; init; }

    /// <summary>True if every length is within the limits of docs/format.md section 14.</summary>
    internal bool IsWithinLimits =>
        PayloadLength > 0
        && PayloadLength <= Limits.PayloadBytesOf(Redundancy)
        && ManifestLength is > 0 and <= Limits.ManifestBytes
        && ManifestStoredLength > 0
        && ManifestStoredLength <= ManifestLength
        && ManifestStoredLength <= PayloadLength;

    /// <summary>Writes one copy, all but its MAC, into 192 bytes.</summary>
    internal void WriteUnauthenticated(Span<byte> copy)
    {
        copy[..Bytes].Clear();
        Magic.CopyTo(copy);
        BinaryPrimitives.WriteUInt16LittleEndian(copy[8..], Version);
        copy[12] = (byte)Redundancy;
        BinaryPrimitives.WriteUInt64LittleEndian(copy[16..], (ulong)PayloadLength);
        BinaryPrimitives.WriteUInt32LittleEndian(copy[24..], (uint)ManifestStoredLength);
        BinaryPrimitives.WriteUInt32LittleEndian(copy[28..], (uint)ManifestLength);
        BinaryPrimitives.WriteUInt32LittleEndian(copy[32..], Generation);
        KeyId.Span.CopyTo(copy[KeyIdOffset..]);
        WrappedKey.Span.CopyTo(copy[WrappedKeyOffset..]);
        Check(copy).CopyTo(copy[CheckOffset..]);
    }

    /// <summary>True if the unkeyed check of a copy matches, which says that the copy is probably undamaged and nothing more.</summary>
    internal static bool CheckMatches(ReadOnlySpan<byte> copy) =>
        Check(copy).AsSpan().SequenceEqual(copy[CheckOffset..AuthenticatedBytes]);

    /// <summary>Reads the fields of a copy; null if magic, version, flags, redundancy or a reserved byte is not one of version 1.</summary>
    internal static Header? TryRead(ReadOnlySpan<byte> copy)
    {
        bool known = copy[..8].SequenceEqual(Magic)
            && BinaryPrimitives.ReadUInt16LittleEndian(copy[8..]) == Version
            && BinaryPrimitives.ReadUInt16LittleEndian(copy[10..]) == 0
            && Enum.IsDefined((Redundancy)copy[12])
            && !copy[13..16].ContainsAnyExcept((byte)0)
            && !copy[36..KeyIdOffset].ContainsAnyExcept((byte)0)
            && !copy[(WrappedKeyOffset + WrappedKeyBytes)..CheckOffset].ContainsAnyExcept((byte)0);
        if (!known)
        {
            return null;
        }

        ulong payload = BinaryPrimitives.ReadUInt64LittleEndian(copy[16..]);
        return new Header
        {
            Redundancy = (Redundancy)copy[12],
            PayloadLength = payload > long.MaxValue ? long.MaxValue : (long)payload,
            ManifestStoredLength = BinaryPrimitives.ReadUInt32LittleEndian(copy[24..]),
            ManifestLength = BinaryPrimitives.ReadUInt32LittleEndian(copy[28..]),
            Generation = BinaryPrimitives.ReadUInt32LittleEndian(copy[32..]),
            KeyId = copy.Slice(KeyIdOffset, KeyIdBytes).ToArray(),
            WrappedKey = copy.Slice(WrappedKeyOffset, WrappedKeyBytes).ToArray(),
        };
    }

    private static byte[] Check(ReadOnlySpan<byte> copy) => SHA256.HashData(copy[..CheckOffset])[..8];
}
