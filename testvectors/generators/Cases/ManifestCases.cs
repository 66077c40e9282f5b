using System.Text;
using ParDef.IndependentDecoder.Payload;
using ParDef.TestVectors.Writing;

namespace ParDef.TestVectors.Cases;

/// <summary>Section 10: the canonical form of the manifest, and what its own fields may say.</summary>
internal static class ManifestCases
{
    public static IEnumerable<Vector> Make()
    {
        yield return Form("default-written", plain => [.. plain[..Options(plain)], 0x20, 0, .. plain[Options(plain)..]], "granularity 0 written");
        yield return Form("field-order", plain => [.. plain[8..10], .. plain[..8], .. plain[10..]], "revision before id");
        yield return Form("field-twice", plain => [.. plain[..10], .. plain[8..]], "revision twice");
        yield return Form("number-not-shortest", plain => [.. plain[..8], 0x10, 0x87, 0, .. plain[10..]], "revision 7 in two bytes");
        yield return Form("number-overlong", plain => [.. plain[..9], .. Enumerable.Repeat((byte)0x80, 10), 0, .. plain[10..]], "a number of eleven bytes");
        yield return Form("number-in-field-8", plain => [.. plain, 0x40, 1], "a number where the reparameterization belongs");
        yield return Form("unknown-field-15", plain => [.. plain, 0x7A, 0], "reserved field 15, empty", "10 16");
        yield return Form("unknown-field-17", plain => [.. plain, 0x8A, 0x01, 0], "field 17");
        yield return Form("wire-type", plain => [.. plain[..8], 0x15, 7, 0, 0, 0, .. plain[10..]], "revision as four fixed bytes");
        yield return Form("group", plain => [.. plain, 0x43, 0x44], "a group");
        yield return Form("field-0", plain => [.. plain, 0, 0], "field 0");
        yield return Form("truncated", plain => plain[..^1], "the last byte of the manifest is missing");
        yield return Form("trailing-zero", plain => [.. plain, 0], "a zero byte behind the manifest");
        yield return Form("length-beyond", plain => [.. plain[..1], 0xFF, 0xFF, 0xFF, 0xFF, 0x0F, .. plain[2..]], "an id longer than the manifest");
        yield return Form("lossless-2", plain => Replace(plain, [0x28, 1], [0x28, 2]), "lossless 2");
        yield return Form("lossless-0-written", plain => Replace(plain, [0x28, 1], [0x28, 0]), "lossless 0 written");
        yield return Form("empty", _ => [.. new byte[1]], "one zero byte for a manifest");

        yield return Field("id-empty", manifest => manifest with { Id = [] }, "no id");
        yield return Field("id-257-bytes", manifest => manifest with { Id = Encoding.UTF8.GetBytes(new string('i', 257)) }, "an id of 257 bytes");
        yield return Field("id-257-in-utf8", manifest => manifest with { Id = Encoding.UTF8.GetBytes(new string('\u00E9', 128) + "i") }, "an id of 129 characters in 257 bytes");
        yield return Field("id-control", manifest => manifest with { Id = "a\nb"u8.ToArray() }, "a control character in the id");
        yield return Field("id-control-c1", manifest => manifest with { Id = Encoding.UTF8.GetBytes("a\u0085b") }, "a control character of the second set in the id");
        yield return Field("id-not-utf8", manifest => manifest with { Id = [0x61, 0xFF] }, "an id that is not UTF-8");
        yield return Field("id-surrogate", manifest => manifest with { Id = [0xED, 0xA0, 0x80] }, "a surrogate in the id");
        yield return Field("revision-0", manifest => manifest with { Revision = 0 }, "no revision");
        yield return Field("digest-31-bytes", manifest => manifest with { SourceDigest = manifest.SourceDigest[..31] }, "a source digest of 31 bytes");
        yield return Field("digest-missing", manifest => manifest with { SourceDigest = [] }, "no source digest");
        yield return Field("granularity-2", manifest => manifest with { Granularity = 2 }, "granularity 2");
        yield return Case.Forged(
            "manifest-lossless-quantized", "10", Controls.Quantized, Controls.QuantizedRecipe(), recipe => recipe.Manifest = recipe.Manifest with { Lossless = 1 }, "quantized tensors in a file that calls itself lossless");

        yield return Accepted("id-256-bytes", manifest => manifest with { Id = Encoding.UTF8.GetBytes(new string('i', 256)) }, "an id of 256 bytes");
        yield return Accepted("id-unicode", manifest => manifest with { Id = Encoding.UTF8.GetBytes("mod\u00E8le \U0001F512") }, "an id beyond ASCII");
        yield return Accepted("revision-greatest", manifest => manifest with { Revision = ulong.MaxValue }, "revision 2^64 - 1");
        yield return Accepted("granularity-1", manifest => manifest with { Granularity = 1 }, "granularity tensor");
        yield return Accepted("not-called-lossless", manifest => manifest with { Lossless = 0 }, "all tensors kept without the word lossless");
        yield return Accepted("digest-of-another-model", manifest => manifest with { SourceDigest = new byte[32] }, "a source digest of something else: it says where the file came from and is not compared");
    }

    private static Vector Form(string name, Func<byte[], byte[]> edit, string comment, string sections = "1.5 10") => Case.Forged(
        "manifest-" + name, sections, Controls.Lossless, Controls.LosslessRecipe(), recipe => recipe.EditManifest = edit, comment);

    private static Vector Field(string name, Func<Manifest, Manifest> edit, string comment) => Case.Forged(
        "manifest-" + name, "10", Controls.Lossless, Controls.LosslessRecipe(), recipe => recipe.Manifest = edit(recipe.Manifest), comment);

    private static Vector Accepted(string name, Func<Manifest, Manifest> edit, string comment)
    {
        var recipe = Controls.LosslessRecipe();
        recipe.Manifest = edit(recipe.Manifest);
        return Case.Clean("manifest-" + name, "10", recipe, comment);
    }

    // The control's manifest: 8 bytes of id, 2 of revision, 34 of digest, then the options.
    private static int Options(byte[] plain) => plain is [0x0A, 6, .., _] && plain[8] == 0x10 && plain[10] == 0x1A ? 44 : throw new InvalidOperationException("not the control");

    private static byte[] Replace(byte[] plain, byte[] old, byte[] next)
    {
        int at = Options(plain);
        return plain.AsSpan(at, old.Length).SequenceEqual(old) ? [.. plain[..at], .. next, .. plain[(at + old.Length)..]] : throw new InvalidOperationException("not there");
    }
}
