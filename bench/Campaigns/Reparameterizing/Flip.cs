using System.Text.Json.Serialization;

namespace ParDef.Campaigns.Reparameterizing;

/// <summary>One bit of one stored integer.</summary>
/// <param name="Tensor">Name of the initializer.</param>
/// <param name="Index">Number of the element, row-major.</param>
/// <param name="Bit">0 to 7.</param>
internal readonly record struct Flip(string Tensor, int Index, int Bit);

[JsonSourceGenerationOptions(PropertyNameCaseInsensitive = true)]
[JsonSerializable(typeof(Flip))]
internal sealed partial class FlipJson : JsonSerializerContext;
