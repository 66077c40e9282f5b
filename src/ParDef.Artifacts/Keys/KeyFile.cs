using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ParDef.Artifacts.Errors;

namespace ParDef.Artifacts.Keys;

/// <summary>The text form of a master key (docs/format.md section 3.5).</summary>
public static class KeyFile
{
    /// <summary>Longest key file, in bytes.</summary>
    public const int MaxBytes = 4096;

    private const int ChecksumBytes = 4;
    private const int EncodedBytes = 48;

    private static ReadOnlySpan<byte> Prefix => "PARDEF-KEY-1:"u8;

    /// <summary>The text of a key file with its date and key id.</summary>
    public static string Write(MasterKey key, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(clock);
        Span<byte> body = stackalloc byte[MasterKey.Bytes + ChecksumBytes];
        key.Secret.CopyTo(body);
        Checksum(key.Secret).CopyTo(body[MasterKey.Bytes..]);
        string created = clock.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        string text = $"""
            # ParDef master key: whoever has it can read and forge what it protects; without it nothing opens
            # created: {created}
            # key id: {Convert.ToHexStringLower(key.KeyId.Span)}
            {Encoding.ASCII.GetString(Prefix)}{Convert.ToBase64String(body)}

            """;
        CryptographicOperations.ZeroMemory(body);
        return text;
    }

    /// <summary>Reads the text of a key file.</summary>
    /// <param name="text">UTF-8 text of at most <see cref="MaxBytes"/> bytes.</param>
    /// <param name="source">What to call the text in a message, a path for instance.</param>
    /// <exception cref="ParDefException"><see cref="ErrorCode.MalformedKey"/>.</exception>
    public static MasterKey Read(ReadOnlySpan<byte> text, string source)
    {
        if (text.Length > MaxBytes)
        {
            throw Malformed(source, "is longer than a key file can be");
        }

        // The secret stays in bytes that can be zeroed; a string could not be.
        var secret = SecretLine(text, source);
        if (!secret.StartsWith(Prefix))
        {
            throw new ParDefException(ErrorCode.Unsupported, $"{source} is a key file of a newer version");
        }

        Span<byte> body = stackalloc byte[MasterKey.Bytes + ChecksumBytes];
        try
        {
            var encoded = secret[Prefix.Length..];
            // The decoder passes over white space, which the key line does not have.
            var status = Base64.DecodeFromUtf8(encoded, body, out int read, out int written);
            if (encoded.Length != EncodedBytes || status != OperationStatus.Done || read != encoded.Length || written != body.Length)
            {
                throw Malformed(source, "holds no key of 32 bytes with a checksum");
            }

            if (!Checksum(body[..MasterKey.Bytes]).AsSpan().SequenceEqual(body[MasterKey.Bytes..]))
            {
                throw Malformed(source, "is damaged: the checksum of its key is wrong");
            }

            return MasterKey.FromBytes(body[..MasterKey.Bytes]);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(body);
        }
    }

    /// <summary>The one line that is neither empty nor a comment.</summary>
    private static ReadOnlySpan<byte> SecretLine(ReadOnlySpan<byte> text, string source)
    {
        ReadOnlySpan<byte> secret = [];
        foreach (var range in text.Split((byte)'\n'))
        {
            var line = text[range];
            line = line[Ascii.Trim(line)];
            if (line.IsEmpty || line[0] == (byte)'#')
            {
                continue;
            }

            if (!secret.IsEmpty || !line.StartsWith("PARDEF-KEY-"u8))
            {
                throw Malformed(source, "is not a ParDef key file");
            }

            secret = line;
        }

        return secret.IsEmpty ? throw Malformed(source, "is not a ParDef key file") : secret;
    }

    /// <summary>True if the text has the mark of a key file of any version, whole or damaged.</summary>
    public static bool IsMarked(ReadOnlySpan<byte> text) => text.Length <= MaxBytes && text.IndexOf("PARDEF-KEY-"u8) >= 0;

    private static byte[] Checksum(ReadOnlySpan<byte> key)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData("pardef/1 key-file"u8);
        hash.AppendData(key);
        return hash.GetHashAndReset()[..ChecksumBytes];
    }

    private static ParDefException Malformed(string source, string what) =>
        new(ErrorCode.MalformedKey, $"{source} {what}", "give a file that pardef keygen has made; if this is one, take its copy");
}
