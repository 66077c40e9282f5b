using System.Buffers.Binary;
using ParDef.TestVectors.Writing;

namespace ParDef.TestVectors.Cases;

/// <summary>Section 4: one field of every header copy against its rule, check and MAC made after it.</summary>
internal static class HeaderCases
{
    public static IEnumerable<Vector> Make()
    {
        yield return Unsupported("magic", "4", copy => copy[7] = 0x0D, "the last byte of the magic");
        yield return Unsupported("version-2", "4 16", copy => copy[8] = 2, "version 2");
        yield return Unsupported("version-big-endian", "1.1 4", copy => (copy[8], copy[9]) = (0, 1), "version 256, or 1 in the wrong byte order");
        yield return Unsupported("flag-first", "4 16", copy => copy[10] = 1, "the lowest flag");
        yield return Unsupported("flag-last", "4 16", copy => copy[11] = 0x80, "the highest flag");
        yield return Unsupported("redundancy-0", "4", copy => copy[12] = 0, "redundancy 0");
        yield return Unsupported("redundancy-5", "4 16", copy => copy[12] = 5, "redundancy 5");
        foreach (int offset in new[] { 13, 15, 36, 39, 88, 151 })
        {
            yield return Unsupported($"reserved-{offset}", "1.3 4 16", copy => copy[offset] = 1, $"a one in reserved byte {offset}");
        }

        yield return WithCheck("check", "damaged", copy => copy[155] ^= 4, "one bit of the check, the MAC made after it");
        var recipe = Controls.LosslessRecipe();
        byte[] file = recipe.Build();
        Copies.ForEach(file, (_, copy) => copy[191] ^= 0x80);
        yield return Case.Refused("header-mac", "header-refused", "forged", "4 12.1", Controls.Lossless, file, "the last bit of the MAC");

        yield return Length("payload-0", copy => BinaryPrimitives.WriteUInt64LittleEndian(copy.AsSpan(16), 0), "payload of 0 bytes");
        yield return Length("payload-over-limit", copy => BinaryPrimitives.WriteUInt64LittleEndian(copy.AsSpan(16), 1_750_000_001), "payload one byte over the limit of its strength");
        yield return Length("payload-2-63", copy => copy[23] = 0x80, "payload of more than 2^63 bytes");
        yield return Length("manifest-0", copy => copy.AsSpan(24, 8).Clear(), "manifest of 0 bytes");
        yield return Length("manifest-over-limit", copy => BinaryPrimitives.WriteUInt32LittleEndian(copy.AsSpan(28), 67_108_865), "manifest one byte over the limit");
        yield return Length("manifest-stored-0", copy => copy.AsSpan(24, 4).Clear(), "stored manifest of 0 bytes");
        yield return Length("manifest-stored-longer", copy => copy[24]++, "stored manifest one byte longer than the manifest");
        yield return Length(
            "manifest-behind-payload",
            copy =>
            {
                uint payload = BinaryPrimitives.ReadUInt32LittleEndian(copy.AsSpan(16));
                BinaryPrimitives.WriteUInt32LittleEndian(copy.AsSpan(24), payload + 1);
                BinaryPrimitives.WriteUInt32LittleEndian(copy.AsSpan(28), payload + 1);
            },
            "stored manifest one byte longer than the payload");

        var longer = Controls.LosslessRecipe();
        longer.EditHeaderFields = copy => BinaryPrimitives.WriteUInt64LittleEndian(copy.AsSpan(16), 4081);
        yield return Case.Refused(
            "header-payload-two-pages", "page-refused", "damaged", "2 4 6", Controls.Lossless, longer.Build(), "an authentic header that states one page more than there is");
    }

    private static Vector Unsupported(string name, string sections, Action<byte[]> edit, string comment)
    {
        var recipe = Controls.LosslessRecipe();
        recipe.EditHeaderFields = edit;
        return Case.Refused("header-" + name, "unsupported", "unsupported", sections, Controls.Lossless, recipe.Build(), comment);
    }

    private static Vector WithCheck(string name, string code, Action<byte[]> edit, string comment)
    {
        var recipe = Controls.LosslessRecipe();
        recipe.EditHeaderCheck = edit;
        return Case.Refused("header-" + name, "header-refused", code, "4", Controls.Lossless, recipe.Build(), comment);
    }

    private static Vector Length(string name, Action<byte[]> edit, string comment)
    {
        var recipe = Controls.LosslessRecipe();
        recipe.EditHeaderFields = edit;
        return Case.Refused("header-" + name, "header-refused", "forged", "1.4 4 14", Controls.Lossless, recipe.Build(), comment);
    }
}
