namespace ParDef.Attacks.Searches;

/// <summary>One change that an attack made and left in place.</summary>
/// <param name="Changes">The bits that it flipped.</param>
/// <param name="LossBefore">The true objective before.</param>
/// <param name="LossAfter">The true objective after.</param>
/// <param name="PredictedGain">What the gradient promised, to first order.</param>
/// <param name="Distance">Bits in which the stored bytes differ from the original by now.</param>
public sealed record AttackStep(IReadOnlyList<BitChange> Changes, double LossBefore, double LossAfter, double PredictedGain, int Distance);
