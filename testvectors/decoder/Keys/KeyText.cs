using System.Security.Cryptography;
using System.Text;

namespace ParDef.IndependentDecoder.Keys;

/// <summary>Key files (section 3, clause 5).</summary>
public static class KeyText
{
    private const string Prefix = "PARDEF-KEY-1:";

    /// <summary>The 32 key bytes.</summary>
    public static byte[] Read(ReadOnlySpan<byte> file)
    {
        Require(file.Length <= 4096, "longer than 4,096 bytes");
        string text;
        try
        {
            text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(file);
        }
        catch (DecoderFallbackException)
        {
            throw new RefusedException("malformed-key", "not UTF-8");
        }

        var lines = text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#').ToList();
        Require(lines.Count == 1, "not exactly one line with a key");
        Require(lines[0].StartsWith("PARDEF-KEY-", StringComparison.Ordinal), "no prefix");
        if (!lines[0].StartsWith(Prefix, StringComparison.Ordinal))
        {
            throw new RefusedException("unsupported", "the prefix of another version");
        }

        string encoded = lines[0][Prefix.Length..];
        var bytes = new byte[36];
        Require(encoded.Length == 48 && Convert.TryFromBase64String(encoded, bytes, out int count) && count == 36, "not 48 characters of base64");
        Require(bytes.AsSpan(32).SequenceEqual(CheckOf(bytes.AsSpan(0, 32))), "wrong check");
        return bytes[..32];
    }

    /// <summary>A key file with one line.</summary>
    public static string Write(ReadOnlySpan<byte> key) => Prefix + Convert.ToBase64String([.. key, .. CheckOf(key)]) + "\n";

    private static byte[] CheckOf(ReadOnlySpan<byte> key) => SHA256.HashData([.. "pardef/1 key-file"u8, .. key])[..4];

    private static void Require(bool rule, string otherwise)
    {
        if (!rule)
        {
            throw new RefusedException("malformed-key", otherwise);
        }
    }
}
