namespace ParDef.Attacks.Searches;

/// <summary>A bit whose flip would, to first order, drive the objective the right way.</summary>
/// <param name="Element">Number of the element, row-major.</param>
/// <param name="Bit">0 to 7.</param>
/// <param name="Gain">How far it would drive J, positive.</param>
internal readonly record struct RankedBit(int Element, int Bit, double Gain);
