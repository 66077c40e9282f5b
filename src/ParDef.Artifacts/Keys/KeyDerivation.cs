using System.Security.Cryptography;
using System.Text;

namespace ParDef.Artifacts.Keys;

/// <summary>HKDF-SHA256 (RFC 5869) with the labels of docs/format.md section 3; no salt.</summary>
internal static class KeyDerivation
{
    public const string KeyId = "pardef/1 key-id";
    public const string KeyEncryption = "pardef/1 key-encryption";
    public const string Header = "pardef/1 header";
    public const string Payload = "pardef/1 payload";
    public const string Parity = "pardef/1 parity";
    public const string Interleaver = "pardef/1 interleaver";

    /// <summary>Fills a span with the key of a label.</summary>
    public static void Derive(ReadOnlySpan<byte> key, string label, Span<byte> derived) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key, derived, salt: [], info: Encoding.ASCII.GetBytes(label));
}
