using System.Security.Cryptography;
using ParDef.Artifacts.Format;
using ParDef.ErrorCorrection.Construction;

namespace ParDef.Artifacts.Keys;

/// <summary>The key of one protected file and the keys that derive from it (docs/format.md section 3). In locked memory, zeroed when disposed.</summary>
internal sealed class FileKey : IDisposable
{
    public const int Bytes = 32;

    // One after the other: the secret itself, then what derives from it.
    private readonly LockedMemory _keys = new(4 * Bytes);

    private FileKey()
    {
    }

    public ReadOnlySpan<byte> Payload => Key(2);

    public ReadOnlySpan<byte> Parity => Key(3);

    public LockedMemory Interleaver { get; } = new(Bytes);

    private Span<byte> Secret => Key(0);

    private Span<byte> HeaderKey => Key(1);

    public static FileKey Generate()
    {
        var key = new FileKey();
        RandomNumberGenerator.Fill(key.Secret);
        key.Derive();
        return key;
    }

    /// <summary>Unwraps the file key of a header; null if the wrap or the MAC over <paramref name="copy"/> is not genuine.</summary>
    public static FileKey? TryOpen(MasterKey master, Header header, ReadOnlySpan<byte> copy)
    {
        var key = new FileKey();
        if (!master.TryUnwrap(header.WrappedKey.Span, key.Secret))
        {
            key.Dispose();
            return null;
        }

        key.Derive();
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key.HeaderKey, copy[..Header.AuthenticatedBytes], mac);
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
            WrappedKey = master.Wrap(Secret),
        };
        var copy = new byte[Header.Bytes];
        header.WriteUnauthenticated(copy);
        HMACSHA256.HashData(HeaderKey, copy.AsSpan(0, Header.AuthenticatedBytes), copy.AsSpan(Header.AuthenticatedBytes));
        return (header, copy);
    }

    public void Dispose()
    {
        _keys.Dispose();
        Interleaver.Dispose();
    }

    private void Derive()
    {
        KeyDerivation.Derive(Secret, KeyDerivation.Header, HeaderKey);
        KeyDerivation.Derive(Secret, KeyDerivation.Payload, Key(2));
        KeyDerivation.Derive(Secret, KeyDerivation.Parity, Key(3));
        KeyDerivation.Derive(Secret, KeyDerivation.Interleaver, Interleaver.Span);
    }

    private Span<byte> Key(int index) => _keys.Span.Slice(index * Bytes, Bytes);
}
