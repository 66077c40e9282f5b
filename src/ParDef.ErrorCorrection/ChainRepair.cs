namespace ParDef.ErrorCorrection;

/// <summary>What was done to one chain.</summary>
/// <param name="Chain">Number of the chain.</param>
/// <param name="Method">How.</param>
/// <param name="RejectedPages">Payload pages that the judge did not accept, ascending.</param>
/// <param name="Miscorrected">True if all checks of the chain hold in the end and the judge rejects a page all the same: another codeword than the one that was written.</param>
public sealed record ChainRepair(int Chain, RepairMethod Method, IReadOnlyList<int> RejectedPages, bool Miscorrected = false);
