using ParDef.TestVectors.Writing;

namespace ParDef.TestVectors.Tests;

/// <summary>What a reader made of a file, in the words of the vectors.</summary>
/// <param name="Code">Class of error, or "clean" or "repaired".</param>
/// <param name="RestoredSha256">Digest of the model file and its external files; null for refusals.</param>
/// <param name="External">Names and lengths of the external files; null for none.</param>
/// <param name="ArtifactSha256">Digest of the whole artifact; null for refusals.</param>
public sealed record Outcome(string Code, string? RestoredSha256, string? External, string? ArtifactSha256)
{
    public static Outcome Refused(string code) => new(code, null, null, null);

    public static string? Files(IEnumerable<(string Name, long Length)> files) =>
        string.Join(", ", files.Select(file => $"{file.Name} {file.Length}")) is { Length: > 0 } text ? text : null;

    /// <summary>What a vector demands.</summary>
    public static Outcome Of(Vector vector)
    {
        ArgumentNullException.ThrowIfNull(vector);
        return new Outcome(vector.Code ?? vector.Expect, vector.RestoredSha256, vector.External, vector.ArtifactSha256);
    }
}
