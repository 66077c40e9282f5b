namespace ParDef.Attacks.Searches;

/// <summary>One bit of a stored weight that an attack flips.</summary>
/// <param name="Tensor">Name of the weight.</param>
/// <param name="Element">Number of the element, row-major.</param>
/// <param name="Bit">0, the lowest, to 7.</param>
public readonly record struct BitChange(string Tensor, int Element, int Bit);
