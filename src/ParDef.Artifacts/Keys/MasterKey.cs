using System.Security.Cryptography;

namespace ParDef.Artifacts.Keys;

/// <summary>The user's 256-bit secret (docs/format.md section 3). In locked memory, zeroed when disposed.</summary>
public sealed class MasterKey : IDisposable
{
    /// <summary>Length in bytes.</summary>
    public const int Bytes = 32;

    private readonly LockedMemory _secret;

    private MasterKey(LockedMemory secret)
    {
        _secret = secret;
        var keyId = new byte[Format.Header.KeyIdBytes];
        KeyDerivation.Derive(secret.Span, KeyDerivation.KeyId, keyId);
        KeyId = keyId;
    }

    /// <summary>Public id, 8 bytes: not secret, the same for all files under this key.</summary>
    public ReadOnlyMemory<byte> KeyId { get; }

    /// <summary>A new key from the platform's generator.</summary>
    public static MasterKey Generate()
    {
        var secret = new LockedMemory(Bytes);
        RandomNumberGenerator.Fill(secret.Span);
        return new MasterKey(secret);
    }

    /// <summary>A key from its 32 bytes, which are copied.</summary>
    /// <exception cref="ArgumentException">Not 32 bytes.</exception>
    public static MasterKey FromBytes(ReadOnlySpan<byte> secret)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(secret.Length, Bytes);
        return new MasterKey(LockedMemory.Of(secret));
    }

    /// <summary>True if the key stays out of swap and core dumps (<see cref="LockedMemory"/>).</summary>
    public bool IsLocked => _secret.IsLocked && _secret.IsLeftOutOfDumps;

    /// <summary>The secret; never the zeros that disposing leaves, under which anybody could open what was protected.</summary>
    internal ReadOnlySpan<byte> Secret => _secret.Span;

    /// <inheritdoc/>
    public void Dispose() => _secret.Dispose();

    /// <summary>Wraps a file key (RFC 5649), 40 bytes.</summary>
    internal byte[] Wrap(ReadOnlySpan<byte> fileKey)
    {
        Span<byte> encryptionKey = stackalloc byte[Bytes];
        KeyDerivation.Derive(Secret, KeyDerivation.KeyEncryption, encryptionKey);
        try
        {
            using var aes = Aes.Create();
            aes.SetKey(encryptionKey);
            return aes.EncryptKeyWrapPadded(fileKey);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(encryptionKey);
        }
    }

    /// <summary>Unwraps a file key; false if it was not wrapped under this key.</summary>
    internal bool TryUnwrap(ReadOnlySpan<byte> wrapped, Span<byte> fileKey)
    {
        Span<byte> encryptionKey = stackalloc byte[Bytes];
        KeyDerivation.Derive(Secret, KeyDerivation.KeyEncryption, encryptionKey);
        try
        {
            using var aes = Aes.Create();
            aes.SetKey(encryptionKey);
            return aes.TryDecryptKeyWrapPadded(wrapped, fileKey, out int bytes) && bytes == fileKey.Length;
        }
        catch (CryptographicException)
        {
            return false;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(encryptionKey);
        }
    }
}
