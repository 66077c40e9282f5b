using ParDef.IndependentDecoder.Pages;
using ParDef.TestVectors.Writing;

namespace ParDef.TestVectors.Cases;

/// <summary>Section 6: payloads at the borders of the table's rows; a lost page shows whether the code is the right one.</summary>
internal static class GeometryCases
{
    // Redundancy, payload pages: small ones, which the repository holds.
    private static readonly (int Redundancy, int Pages)[] Small =
        [(1, 2), (1, 8), (1, 9), (1, 14), (1, 15), (2, 1), (2, 15), (3, 1), (3, 9), (4, 1), (4, 2), (4, 13)];

    public static IEnumerable<Vector> Make()
    {
        foreach (var (redundancy, pages) in Small)
        {
            yield return LostPage(redundancy, pages, (pages - 1) * Layout.PageContent + 1 + (pages == 1 ? 400 : 0));
        }

        yield return LostPage(1, 8, 8 * Layout.PageContent) with { Name = "geometry-default-8-full", Comment = "no padding behind the payload" };
        yield return TwoChains();
    }

    /// <summary>A file of a strength and an exact payload with a payload page and the first parity page lost.</summary>
    public static Vector LostPage(int redundancy, int pages, int payload)
    {
        var recipe = Controls.OfPayload(payload, redundancy);
        string strength = new[] { "", "default", "low", "high", "max" }[redundancy];
        return Case.Repaired(
            $"geometry-{strength}-{pages}",
            "2 6 7.2 7.3 8",
            recipe,
            file =>
            {
                var layout = Layout.Of(payload, redundancy);
                file.AsSpan((int)layout.PayloadPage(pages / 2), Layout.PageBytes).Clear();
                file.AsSpan((int)layout.ParityPage(0), Layout.PageBytes).Clear();
                return file;
            },
            $"{pages} payload pages at strength {strength}: a payload page and the first parity page are zeros");
    }

    private static Vector TwoChains()
    {
        var recipe = Controls.OfPayload(50 * Layout.PageContent + 1, redundancy: 4);
        return Case.Repaired(
            "interleaving-two-chains",
            "6 7.1 7.2 7.3 8",
            recipe,
            file =>
            {
                var layout = Layout.Of(recipe.Payload.Length, 4);
                foreach (int page in new[] { 0, 1, 30, 49, 50 })
                {
                    file.AsSpan((int)layout.PayloadPage(page), Layout.PageBytes).Clear();
                }

                return file;
            },
            "51 payload pages at strength max share two chains; five of them are lost");
    }
}
