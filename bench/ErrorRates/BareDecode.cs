namespace ParDef.ErrorRates;

/// <summary>How the decoders alone ended, with no tag to stop them.</summary>
/// <param name="ProposedWrong">They proposed a wrong page at least once, which only the judge refused; false where the file came back at once or was refused unheard.</param>
/// <param name="Miscorrected">A chain ended in another codeword.</param>
internal readonly record struct BareDecode(bool ProposedWrong, bool Miscorrected);
