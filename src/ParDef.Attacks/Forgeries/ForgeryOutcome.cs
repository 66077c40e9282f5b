namespace ParDef.Attacks.Forgeries;

/// <summary>What became of one forged file.</summary>
/// <param name="IsAccepted">True if it passed for authentic, or gave a model that was never protected or not demanded.</param>
/// <param name="By">What refused it, or how it was put right.</param>
public sealed record ForgeryOutcome(bool IsAccepted, string By);
