using ParDef.TestVectors.Writing;

namespace ParDef.TestVectors.Cases;

/// <summary>Every case of the collection.</summary>
public static class AllCases
{
    /// <summary>The vectors in the order of their names.</summary>
    public static IReadOnlyList<Vector> Make() =>
    [
        .. ((IEnumerable<Vector>)
        [
            .. Controls.Make(),
            .. KeyCases.Make(),
            .. HeaderCases.Make(),
            .. SearchCases.Make(),
            .. GeometryCases.Make(),
            .. CodeCases.Make(),
            .. PageCases.Make(),
            .. BlockCases.Make(),
            .. ManifestCases.Make(),
            .. FileCases.Make(),
            .. TensorCases.Make(),
            .. QuantizationCases.Make(),
            .. RewritingCases.Make(),
            .. IdentityCases.Make(),
        ]).OrderBy(vector => vector.Name, StringComparer.Ordinal),
    ];
}
