using System.Text.Json.Serialization;

namespace ParDef.Artifacts.Identity;

/// <summary>Content of a state file: what was last accepted.</summary>
internal sealed record AcceptedState(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("revision")] ulong Revision,
    [property: JsonPropertyName("content_digest")] string ContentDigest);

[JsonSerializable(typeof(AcceptedState))]
[JsonSourceGenerationOptions(
    WriteIndented = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
internal sealed partial class AcceptedStateJson : JsonSerializerContext;
