using ParDef.IndependentDecoder.Pages;
using ParDef.TestVectors.Writing;

namespace ParDef.TestVectors.Cases;

/// <summary>Further borders of section 6 and the one between the two header blocks, in files too large for the repository; made when they are needed.</summary>
public static class LargeCases
{
    private static readonly Dictionary<string, (int Redundancy, int Payload)> Cases = new()
    {
        ["default-127"] = (1, 127 * Layout.PageContent),
        ["default-128"] = (1, 128 * Layout.PageContent),
        ["low-8"] = (2, 8 * Layout.PageContent),
        ["low-9"] = (2, 9 * Layout.PageContent),
        ["low-14"] = (2, 14 * Layout.PageContent),
        ["low-63"] = (2, 63 * Layout.PageContent),
        ["low-64"] = (2, 64 * Layout.PageContent),
        ["low-255"] = (2, 255 * Layout.PageContent),
        ["low-256"] = (2, 256 * Layout.PageContent),
        ["high-8"] = (3, 8 * Layout.PageContent),
        ["high-40"] = (3, 40 * Layout.PageContent),
        ["high-41"] = (3, 41 * Layout.PageContent),
        ["high-101-two-chains"] = (3, 101 * Layout.PageContent),
        ["max-12"] = (4, 12 * Layout.PageContent),
        ["max-101-three-chains"] = (4, 101 * Layout.PageContent),
        ["max-128"] = (4, 128 * Layout.PageContent),
        ["small-header-block"] = (2, 1_048_575),
        ["large-header-block"] = (2, 1_048_576),
    };

    /// <summary>Names of the cases.</summary>
    public static IReadOnlyCollection<string> Names => Cases.Keys;

    /// <summary>Makes one.</summary>
    public static Vector Make(string name)
    {
        var (redundancy, payload) = Cases[name];
        return GeometryCases.LostPage(redundancy, (payload + Layout.PageContent - 1) / Layout.PageContent, payload);
    }
}
