namespace ParDef.Reparameterization.Symmetry;

/// <summary>A run of a weight that is a tensor of its own: a whole weight, one group of a grouped convolution, one gate of a cell.</summary>
/// <param name="Offset">First element.</param>
/// <param name="Extents">Extents of the run, row-major.</param>
/// <param name="Axes">What lies along each axis; null where nothing moves.</param>
internal sealed record WeightPart(int Offset, int[] Extents, AxisBinding?[] Axes);
