using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ParDef.Cli.Output;

/// <summary>Documents for programs: one a line, each with the schema number. Fields are only ever added.</summary>
internal static class Json
{
    private const int Schema = 1;

    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes one document on a line of its own.</summary>
    public static void Write(TextWriter writer, JsonObject document)
    {
        document.Insert(0, "schema", Schema);
        writer.WriteLine(document.ToJsonString(Compact));
    }

    /// <summary>A number as JSON knows it; null for what is none, like a ratio to nothing.</summary>
    public static JsonNode? Number(double? value) => value is { } number && double.IsFinite(number) ? JsonValue.Create(number) : null;

    /// <summary>A list of texts.</summary>
    public static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)JsonValue.Create(text))]);
}
