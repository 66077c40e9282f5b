using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ParDef.TestVectors.Writing;

/// <summary>The index of all vectors, for programs.</summary>
public static class VectorJson
{
    /// <summary>Strings as they are, without escapes that JSON does not need.</summary>
    public static JsonSerializerOptions Plain { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonSerializerOptions Indented = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    };

    /// <summary>The text of <c>index.json</c>.</summary>
    public static byte[] Index(IEnumerable<Vector> vectors) => Encoding.UTF8.GetBytes(JsonSerializer.Serialize(
        vectors.Select(vector => new
        {
            File = vector.Name + ".vec",
            vector.Expect,
            vector.Code,
            vector.Sections,
            vector.Key,
            vector.RestoredSha256,
            vector.External,
            vector.ArtifactSha256,
            vector.DiffersFrom,
            vector.DemandId,
            vector.DemandRevision,
            vector.State,
            vector.Comment,
            Bytes = vector.Artifact.Length,
        }),
        Indented) + "\n");
}
