using ParDef.Artifacts.Errors;
using ParDef.Artifacts.Identity;
using ParDef.Artifacts.Recovering;

namespace ParDef.Artifacts.Verifying;

/// <summary>Result of a verification.</summary>
public sealed record VerifyReport
{
    /// <summary>The outcome.</summary>
    public required VerifyStatus Status { get; init; }

    /// <summary>Why it was refused; null otherwise.</summary>
    public ParDefException? Refusal { get; init; }

    /// <summary>What was found page by page; null if no header was authentic.</summary>
    public DamageReport? Damage { get; init; }

    /// <summary>Authenticated identity; null unless the payload is whole.</summary>
    public ArtifactIdentity? Identity { get; init; }

    /// <summary>Tensors with bytes in payload pages that were bad, in file order; empty if the payload is clean or beyond repair.</summary>
    public IReadOnlyList<string> TensorsHit { get; init; } = [];
}
