using ParDef.IndependentDecoder.Pages;
using ParDef.TestVectors.Building;
using ParDef.TestVectors.Writing;

namespace ParDef.TestVectors.Cases;

/// <summary>Sections 8, 12, 13 and 15: damage that comes back, and damage that does not.</summary>
internal static class CodeCases
{
    private const int Page = Copies.Block;
    private const int Parity = (2 * Copies.Block) + Layout.PageBytes;

    public static IEnumerable<Vector> Make()
    {
        yield return Repaired("lost-page", "8 12.3 13", file => Fill(file, Page, 4096, 0xFF), "the payload page is overwritten with ones");
        yield return Repaired("lost-parity-page", "8 12.3", file => Fill(file, Parity + 4096, 4096, 0), "a parity page is zeros");
        yield return Repaired("lost-parity", "8 12.3", file => Fill(file, Parity, 3 * 4096, 0), "all parity is zeros; the payload is whole");
        yield return Repaired("flip-in-tag", "9.1 12.3", file => Flip(file, Page + 4095), "one bit of the tag of the payload page, which the code covers");
        yield return Repaired("flip-in-parity-tag", "9.2 12.3", file => Flip(file, Parity + 4090), "one bit of a parity tag, which the code does not cover");
        yield return Repaired("flip-in-every-page", "12.3 13", file => Flip(file, Page + 100, Parity + 200, Parity + 4096 + 300, Parity + 8192 + 400), "one flipped bit in every page: no page verifies");
        yield return Repaired("forty-flips", "12.3 13", file => Flip(file, Seeded.Places("forty flips", 40, file.Length)), "40 flipped bits at random places");
        yield return Repaired("burst-over-boundary", "12.3 15", file => Fill(file, Page + 3000, 2041, 0x55), "a burst of 10 % of the file over payload, header block and parity");
        yield return Repaired("header-flip", "4 12.3", file => Flip(file, 5), "one bit of one header copy");
        yield return Case.Refused(
            "code-beyond", "page-refused", "damaged", "12.3 13 15", Controls.Lossless, Fill(Controls.LosslessRecipe().Build(), Page, (2 * 4096) + Copies.Block + 4096, 0), "the payload page and two of three parity pages are zeros");
        yield return Case.Refused(
            "code-payload-only-noise", "page-refused", "damaged", "12.1 12.3", Controls.Lossless, Noise(Controls.LosslessRecipe().Build()), "authentic headers around noise");
    }

    private static Vector Repaired(string name, string sections, Func<byte[], byte[]> damage, string comment) =>
        Case.Repaired("code-" + name, sections, Controls.LosslessRecipe(), damage, comment);

    private static byte[] Fill(byte[] file, int from, int count, byte value)
    {
        file.AsSpan(from, count).Fill(value);
        return file;
    }

    private static byte[] Flip(byte[] file, params int[] places)
    {
        foreach (int place in places)
        {
            file[place] ^= (byte)(1 << (place % 8));
        }

        return file;
    }

    private static byte[] Noise(byte[] file)
    {
        Seeded.Bytes("payload noise", 4096).CopyTo(file, Page);
        Seeded.Bytes("parity noise", 3 * 4096).CopyTo(file, Parity);
        return file;
    }
}
