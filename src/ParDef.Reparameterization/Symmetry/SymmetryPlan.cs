namespace ParDef.Reparameterization.Symmetry;

/// <summary>All that a keyed transform of a model needs to know: the orbits, the scales, and what lies along the axes of each weight.</summary>
/// <param name="Orbits">Channels of each orbit. Channels are numbered through, orbit by orbit.</param>
/// <param name="Scales">Number of free scales, which are numbered from 1.</param>
/// <param name="Tensors">The weights that may change.</param>
/// <param name="Frozen">Weights, or shares of weights, that stay, with the operator that holds them.</param>
public sealed record SymmetryPlan(
    IReadOnlyList<int> Orbits, int Scales, IReadOnlyList<PlannedTensor> Tensors, IReadOnlyList<FrozenWeight> Frozen);
