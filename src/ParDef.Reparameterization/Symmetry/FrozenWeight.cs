namespace ParDef.Reparameterization.Symmetry;

/// <summary>Elements of a weight that no permutation moves.</summary>
/// <param name="Name">The initializer.</param>
/// <param name="Elements">How many.</param>
/// <param name="Reason">The operator that holds them.</param>
public sealed record FrozenWeight(string Name, long Elements, string Reason);
