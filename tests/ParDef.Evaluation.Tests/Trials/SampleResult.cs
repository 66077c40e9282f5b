using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace ParDef.Evaluation.Tests.Trials;

/// <summary>A result as trials have them: names, counts, measures.</summary>
internal sealed record SampleResult(string Outcome, long Count, double Measure, ulong Seed)
{
    public static JsonTypeInfo<SampleResult> Type => SampleJson.Default.SampleResult;
}

[JsonSerializable(typeof(SampleResult))]
internal sealed partial class SampleJson : JsonSerializerContext;
