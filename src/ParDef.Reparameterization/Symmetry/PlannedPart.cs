namespace ParDef.Reparameterization.Symmetry;

/// <summary>A run of a weight.</summary>
/// <param name="Offset">First element.</param>
/// <param name="Extents">Extents, row-major.</param>
/// <param name="Axes">What lies along each axis; null where nothing does.</param>
public sealed record PlannedPart(int Offset, IReadOnlyList<int> Extents, IReadOnlyList<PlannedAxis?> Axes);
