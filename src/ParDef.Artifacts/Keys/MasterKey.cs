using System.Security.Cryptography;

namespace ParDef.Artifacts.Keys;

/// <summary>The user's 256-bit secret (docs/format.md section 3). Zeroed when disposed.</summary>
public sealed class MasterKey : IDisposable
{
    /// <summary>Length in bytes.</summary>
    public const int Bytes = 32;

    private readonly byte[] _secret;
    private bool _isDisposed;

    private MasterKey(byte[] secret)
    {
        _secret = secret;
        KeyId = KeyDerivation.Derive(secret, KeyDerivation.KeyId, Format.Header.KeyIdBytes);
    }

    /// <summary>Public id, 8 bytes: not secret, the same for all files under this key.</summary>
    public ReadOnlyMemory<byte> KeyId { get; }

    /// <summary>A new key from the platform's generator.</summary>
    public static MasterKey Generate() => new(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>A key from its 32 bytes, which are copied.</summary>
    /// <exception cref="ArgumentException">Not 32 bytes.</exception>
    public static MasterKey FromBytes(ReadOnlySpan<byte> secret)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(secret.Length, Bytes);
        return new MasterKey(secret.ToArray());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _isDisposed = true;
        CryptographicOperations.ZeroMemory(_secret);
    }

    /// <summary>The secret; never the zeros that disposing leaves, under which anybody could open what was protected.</summary>
    internal ReadOnlySpan<byte> Secret
    {
        get
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return _secret;
        }
    }

    /// <summary>Wraps a file key (RFC 5649), 40 bytes.</summary>
    internal byte[] Wrap(ReadOnlySpan<byte> fileKey)
    {
        byte[] encryptionKey = KeyDerivation.Derive(Secret, KeyDerivation.KeyEncryption);
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

    /// <summary>Unwraps a file key; null if it was not wrapped under this key.</summary>
    internal byte[]? TryUnwrap(ReadOnlySpan<byte> wrapped)
    {
        byte[] encryptionKey = KeyDerivation.Derive(Secret, KeyDerivation.KeyEncryption);
        try
        {
            using var aes = Aes.Create();
            aes.SetKey(encryptionKey);
            byte[] fileKey = aes.DecryptKeyWrapPadded(wrapped);
            return fileKey.Length == FileKey.Bytes ? fileKey : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(encryptionKey);
        }
    }
}
