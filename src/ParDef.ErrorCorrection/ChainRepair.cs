namespace ParDef.ErrorCorrection;

/// <summary>What was done to one chain.</summary>
/// <param name="Chain">Number of the chain.</param>
/// <param name="Method">How.</param>
/// <param name="RejectedPages">Payload pages that the judge did not accept, ascending.</param>
public sealed record ChainRepair(int Chain, RepairMethod Method, IReadOnlyList<int> RejectedPages);
