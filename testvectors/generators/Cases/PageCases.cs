using System.Security.Cryptography;
using ParDef.IndependentDecoder.Keys;
using ParDef.IndependentDecoder.Pages;
using ParDef.TestVectors.Building;
using ParDef.TestVectors.Writing;

namespace ParDef.TestVectors.Cases;

/// <summary>Section 9, clauses 1 and 2: pages that are swapped, replayed or sealed in another way.</summary>
internal static class PageCases
{
    public static IEnumerable<Vector> Make()
    {
        yield return Case.Repaired("page-swapped", "9.1", Controls.OfPayload(4081), Swapped, "the two payload pages have changed places");
        yield return Case.Repaired(
            "page-replayed", "9.1 12.2", Controls.LosslessRecipe(), file => Replayed(file, parityToo: false), "the payload page of another file under the same master key");
        yield return Case.Refused(
            "page-replayed-with-parity", "page-refused", "damaged", "9.1 9.2 12.1", Controls.Lossless, Replayed(Controls.LosslessRecipe().Build(), parityToo: true), "all pages of another file under the header of this one");
        yield return Sealed("page-other-nonce", "9.1", recipe => recipe.SealPage = (key, page, content) => PageSeal.Seal(key, page + 1, content), "the page sealed with the nonce of the next one, parity made from it");
        yield return Sealed("page-parity-key", "3.3 9.1", recipe => recipe.SealPage = (_, page, content) => PageSeal.Seal(KeyTree.Parity(recipe.FileKey), page, content), "the page sealed under the parity key");
        yield return Sealed("page-associated-data", "9.1", recipe => recipe.SealPage = WithAssociatedData, "the page sealed with associated data");
        yield return Case.Forged(
            "page-padding-set", "1.3 9.1 12.4", Controls.Lossless, Controls.LosslessRecipe(), recipe => recipe.EditPadded = padded => padded[^1] = 1, "the last byte of the padding is one");
        yield return Case.Forged(
            "page-padding-first", "1.3 9.1 12.4", Controls.Lossless, Controls.LosslessRecipe(), recipe => recipe.EditPadded = padded => padded[recipe.Payload.Length] = 0x80, "the first bit behind the payload is one");
        yield return Case.Repaired(
            "page-parity-tag-other-key", "9.2", Controls.LosslessRecipe(), file => Retagged(file, Controls.LosslessRecipe().FileKey), "parity tags under the payload key: they are made anew");
        yield return ParityPadding();
    }

    private static Vector Sealed(string name, string sections, Action<Recipe> breakRule, string comment)
    {
        var recipe = Controls.LosslessRecipe();
        breakRule(recipe);
        return Case.Refused(name, "page-refused", "damaged", sections, Controls.Lossless, recipe.Build(), comment);
    }

    private static byte[] WithAssociatedData(byte[] key, int page, ReadOnlySpan<byte> content)
    {
        var sealedPage = new byte[Layout.PageBytes];
        using var aes = new AesGcm(key, 16);
        aes.Encrypt(new byte[12], content, sealedPage.AsSpan(0, Layout.PageContent), sealedPage.AsSpan(Layout.PageContent), [1]);
        return sealedPage;
    }

    private static byte[] Swapped(byte[] file)
    {
        byte[] first = file[Copies.Block..(Copies.Block + 4096)];
        file.AsSpan(Copies.Block + 4096, 4096).CopyTo(file.AsSpan(Copies.Block));
        first.CopyTo(file, Copies.Block + 4096);
        return file;
    }

    private static byte[] Replayed(byte[] file, bool parityToo)
    {
        var other = Controls.LosslessRecipe();
        other.FileKey = Seeded.Bytes("file key of another file", 32);
        byte[] pages = other.Build();
        pages.AsSpan(Copies.Block, 4096).CopyTo(file.AsSpan(Copies.Block));
        if (parityToo)
        {
            int parity = (2 * Copies.Block) + 4096;
            pages.AsSpan(parity, 3 * 4096).CopyTo(file.AsSpan(parity));
        }

        return file;
    }

    private static byte[] Retagged(byte[] file, byte[] fileKey)
    {
        for (int page = 0; page < 3; page++)
        {
            int from = (2 * Copies.Block) + 4096 + (4096 * page);
            PageSeal.ParityTag(KeyTree.Payload(fileKey), page, file.AsSpan(from, Layout.PageContent)).CopyTo(file, from + Layout.PageContent);
        }

        return file;
    }

    /// <summary>A padding word of parity, tagged with it: nobody looks at it, so the file is clean.</summary>
    private static Vector ParityPadding()
    {
        var recipe = Controls.LosslessRecipe();
        var vector = Case.Clean("page-parity-padding", "1.3 7.3 9.2 12.2", recipe, "a bit of parity padding is set under a good parity tag: not looked at");
        var spread = new IndependentDecoder.Coding.Spread(KeyTree.Interleaver(recipe.FileKey), 3, 3, 510);
        var geometry = Layout.Of(recipe.Payload.Length, 1).Geometry;
        int word = Enumerable.Range(0, 510).First(word => spread.ChainWord(0, word) >= 5 * (geometry.S + 2) * geometry.Zb / 8);
        byte[] file = vector.Artifact;
        int from = (2 * Copies.Block) + 4096;
        file[from + (8 * word)] |= 1;
        PageSeal.ParityTag(KeyTree.Parity(recipe.FileKey), 0, file.AsSpan(from, Layout.PageContent)).CopyTo(file, from + Layout.PageContent);
        return vector with { ArtifactSha256 = Case.Sha256(file) };
    }
}
