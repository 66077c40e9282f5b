namespace ParDef.ErrorCorrection;

/// <summary>Result of a repair.</summary>
/// <param name="Chains">The chains that had a bad page, in order.</param>
public sealed record RepairOutcome(IReadOnlyList<ChainRepair> Chains)
{
    /// <summary>Payload pages that could not be restored, ascending.</summary>
    public IReadOnlyList<int> RejectedPages { get; } = [.. Chains.SelectMany(chain => chain.RejectedPages).Order()];

    /// <summary>True if every payload page verifies and all parity is as it was encoded.</summary>
    public bool Succeeded => RejectedPages.Count == 0;
}
