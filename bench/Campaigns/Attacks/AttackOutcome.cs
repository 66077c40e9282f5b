using System.Text.Json.Serialization;
using ParDef.Evaluation.Attacks;

namespace ParDef.Campaigns.Attacks;

/// <summary>One attack with one seed, step by step.</summary>
internal sealed record AttackOutcome(ulong Seed, IReadOnlyList<AttackRecord> Records)
{
    public AttackRecord Last => Records[^1];

    /// <summary>Bits that the attack flipped, in order.</summary>
    public IEnumerable<int> Bits => Records.SelectMany(record => record.Changes).Select(change => change.Bit);
}

[JsonSerializable(typeof(AttackOutcome))]
internal sealed partial class AttackOutcomeContext : JsonSerializerContext;
