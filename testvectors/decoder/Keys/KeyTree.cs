using System.Security.Cryptography;
using System.Text;

namespace ParDef.IndependentDecoder.Keys;

/// <summary>What derives from a master key and a file key (section 3, clauses 1 to 3).</summary>
public static class KeyTree
{
    /// <summary>Key id of a master key, 8 bytes.</summary>
    public static byte[] KeyId(byte[] master) => Derive(master, "pardef/1 key-id", 8);

    /// <summary>The file key under its master key, 40 bytes.</summary>
    public static byte[] Wrap(byte[] master, byte[] fileKey)
    {
        using var aes = Aes.Create();
        aes.Key = Derive(master, "pardef/1 key-encryption", 32);
        return aes.EncryptKeyWrapPadded(fileKey);
    }

    /// <summary>The file key, or null if this is no key wrapped under the master key.</summary>
    public static byte[]? Unwrap(byte[] master, byte[] wrapped)
    {
        using var aes = Aes.Create();
        aes.Key = Derive(master, "pardef/1 key-encryption", 32);
        try
        {
            byte[] key = aes.DecryptKeyWrapPadded(wrapped);
            return key.Length == 32 ? key : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Key of the header MAC.</summary>
    public static byte[] Header(byte[] fileKey) => Derive(fileKey, "pardef/1 header", 32);

    /// <summary>Key of the payload pages.</summary>
    public static byte[] Payload(byte[] fileKey) => Derive(fileKey, "pardef/1 payload", 32);

    /// <summary>Key of the parity tags.</summary>
    public static byte[] Parity(byte[] fileKey) => Derive(fileKey, "pardef/1 parity", 32);

    /// <summary>Key of the interleaver.</summary>
    public static byte[] Interleaver(byte[] fileKey) => Derive(fileKey, "pardef/1 interleaver", 32);

    private static byte[] Derive(byte[] key, string label, int bytes) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key, bytes, salt: [], info: Encoding.ASCII.GetBytes(label));
}
