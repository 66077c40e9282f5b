using System.Security.Cryptography;
using ParDef.Artifacts.Format;
using ParDef.ErrorCorrection.Construction;

namespace ParDef.Artifacts.Keys;

/// <summary>The key of one protected file and the keys that derive from it (docs/format.md section 3). Zeroed when disposed.</summary>
internal sealed class FileKey : IDisposable
{
    public const int Bytes = 32;

    private readonly byte[] _secret;
    private readonly byte[] _header;

    private FileKey(byte[] secret)
    {
        _secret = secret;
        _header = KeyDerivation.Derive(secret, KeyDerivation.Header);
        Payload = KeyDerivation.Derive(secret, KeyDerivation.Payload);
        Parity = KeyDerivation.Derive(secret, KeyDerivation.Parity);
        Interleaver = KeyDerivation.Derive(secret, KeyDerivation.Interleaver);
    }

    public byte[] Payload { get; }

    public byte[] Parity { get; }

    public byte[] Interleaver { get; }

    public static FileKey Generate() => new(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>Unwraps the file key of a header; null if the wrap or the MAC over <paramref name="copy"/> is not genuine.</summary>
    public static FileKey? TryOpen(MasterKey master, Header header, ReadOnlySpan<byte> copy)
    {
        if (master.TryUnwrap(header.WrappedKey.Span) is not { } secret)
        {
            return null;
        }

        var key = new FileKey(secret);
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key._header, copy[..Header.AuthenticatedBytes], mac);
        if (CryptographicOperations.FixedTimeEquals(mac, copy[Header.AuthenticatedBytes..Header.Bytes]))
        {
            return key;
        }

        key.Dispose();
        return null;
    }

    /// <summary>A header for this file key under a master key, and its 192 bytes.</summary>
    public (Header Header, byte[] Copy) Seal(
        MasterKey master, Redundancy redundancy, long payload, long manifestStored, long manifest, uint generation)
    {
        var header = new Header
        {
            Redundancy = redundancy,
            PayloadLength = payload,
            ManifestStoredLength = manifestStored,
            ManifestLength = manifest,
            Generation = generation,
            KeyId = master.KeyId,
            WrappedKey = master.Wrap(_secret),
        };
        var copy = new byte[Header.Bytes];
        header.WriteUnauthenticated(copy);
        HMACSHA256.HashData(_header, copy.AsSpan(0, Header.AuthenticatedBytes), copy.AsSpan(Header.AuthenticatedBytes));
        return (header, copy);
    }

    public void Dispose()
    {
        foreach (byte[] secret in (ReadOnlySpan<byte[]>)[_secret, _header, Payload, Parity, Interleaver])
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }
}
