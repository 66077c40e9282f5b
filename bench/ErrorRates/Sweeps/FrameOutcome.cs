namespace ParDef.ErrorRates.Sweeps;

/// <summary>What became of one frame.</summary>
/// <param name="Failed">Not all pages came back.</param>
/// <param name="Miscorrected">The decoder ended in another codeword, which the judge refused.</param>
/// <param name="WrongPagesAccepted">Pages said to be right that are not: must be 0.</param>
internal readonly record struct FrameOutcome(bool Failed, bool Miscorrected, int WrongPagesAccepted);
