using System.Security.Cryptography;
using System.Text;
using ParDef.IndependentDecoder.Keys;
using ParDef.TestVectors.Building;
using ParDef.TestVectors.Writing;

namespace ParDef.TestVectors.Cases;

/// <summary>Section 3: key files, key ids, wrapped keys, derived keys.</summary>
internal static class KeyCases
{
    private static readonly byte[] Other = Seeded.Bytes("another master key", 32);

    public static IEnumerable<Vector> Make()
    {
        string line = KeyText.Write(Controls.Master);
        var control = Case.Clean(Controls.Lossless, "3.5", Controls.LosslessRecipe(), "");
        yield return control with
        {
            Name = "key-file-comments",
            Key = $"# a comment\r\n\n \t \n  {line.Trim()}\t\r\n# another, with PARDEF-KEY-1:",
            Comment = "comments, empty lines, white space and carriage returns around the key",
        };
        yield return control with { Name = "key-file-no-newline", Key = line.Trim(), Comment = "no newline at the end" };
        yield return KeyRefused("two-lines", "malformed-key", line + line, "the key line twice");
        yield return KeyRefused("no-line", "malformed-key", "# nothing but a comment\n", "no key line");
        yield return KeyRefused("no-prefix", "malformed-key", line["PARDEF-KEY-1:".Length..], "no prefix");
        yield return KeyRefused("newer", "unsupported", line.Replace("KEY-1", "KEY-2", StringComparison.Ordinal), "the prefix of another version");
        yield return KeyRefused("check", "malformed-key", Encoded([.. Controls.Master, 0, 0, 0, 0]), "the four check bytes are zero");
        yield return KeyRefused("short", "malformed-key", Encoded(Controls.Master), "32 bytes without a check");
        yield return KeyRefused("long", "malformed-key", Encoded([.. Convert.FromBase64String(line.Trim()[13..]), 0, 0, 0]), "39 bytes");
        yield return KeyRefused("inner-space", "malformed-key", line.Insert(20, " "), "white space within the base64");
        yield return KeyRefused("too-large", "malformed-key", line + new string('\n', 4097 - line.Length), "4,097 bytes");
        yield return control with { Name = "key-file-largest", Key = line + new string('\n', 4096 - line.Length), Comment = "4,096 bytes" };

        yield return Case.Refused("key-other", "wrong-key", "wrong-key", "3.1 4 5", Controls.Lossless, control.Artifact, "read with another master key")
            with
        { Key = KeyText.Write(Other) };
        yield return Header("key-wrap-damaged", "3.2 4", copy => copy[60] ^= 1, "one bit of the wrapped key, check and MAC made after it");
        yield return Header("key-wrap-other-master", "3.2 4", copy => KeyTree.Wrap(Other, Seeded.Bytes("file key", 32)).CopyTo(copy, 48), "wrapped under another master key");
        yield return ShortFileKey();
        yield return MacUnderAnotherLabel();

        var rekeyed = Controls.LosslessRecipe();
        (rekeyed.Master, rekeyed.Generation) = (Other, 1);
        yield return Case.Clean("key-rekeyed", "3.4 4 12", rekeyed, "the file key of the control under another master key, generation 1");
        yield return Case.Refused(
            "key-rekeyed-old-key", "wrong-key", "wrong-key", "3.1 12", "key-rekeyed", rekeyed.Build(), "a rekeyed file with the master key it was under before");
        var last = Controls.LosslessRecipe();
        last.Generation = uint.MaxValue;
        yield return Case.Clean("key-generation-greatest", "4 12", last, "generation 4,294,967,295");
    }

    private static string Encoded(byte[] bytes) => "PARDEF-KEY-1:" + Convert.ToBase64String(bytes) + "\n";

    private static Vector KeyRefused(string name, string code, string key, string comment) =>
        Case.Refused("key-file-" + name, "key-refused", code, "3.5", Controls.Lossless, Controls.LosslessRecipe().Build(), comment) with { Key = key };

    private static Vector Header(string name, string sections, Action<byte[]> edit, string comment)
    {
        var recipe = Controls.LosslessRecipe();
        recipe.EditHeaderFields = edit;
        return Case.Refused(name, "header-refused", "forged", sections, Controls.Lossless, recipe.Build(), comment);
    }

    private static Vector ShortFileKey()
    {
        var recipe = Controls.LosslessRecipe();
        recipe.FileKey = recipe.FileKey[..31];
        return Case.Refused(
            "key-wrap-31-bytes", "header-refused", "forged", "3.2 4", Controls.Lossless, recipe.Build(), "a file key of 31 bytes, which wraps to 40 bytes too");
    }

    private static Vector MacUnderAnotherLabel()
    {
        var recipe = Controls.LosslessRecipe();
        byte[] file = recipe.Build();
        byte[] key = HKDF.DeriveKey(HashAlgorithmName.SHA256, recipe.FileKey, 32, [], Encoding.ASCII.GetBytes("pardef/1 headers"));
        Copies.ForEach(file, (_, copy) => HMACSHA256.HashData(key, copy[..160]).CopyTo(copy[160..]));
        return Case.Refused("key-label", "header-refused", "forged", "1.2 3.3", Controls.Lossless, file, "the header MAC under a key of another label");
    }
}
