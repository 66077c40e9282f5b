namespace ParDef.Reparameterization.Symmetry;

/// <summary>What a plan reaches of a model.</summary>
/// <param name="Elements">Floating-point elements of the initializers of the main graph.</param>
/// <param name="Moved">Those with at least one axis in an orbit of two channels or more.</param>
/// <param name="Scaled">Those with at least one free factor.</param>
/// <param name="Orbits">Number of orbits.</param>
/// <param name="KeySpaceBits">Base-2 logarithm of the number of permutations. Not a security level: the seed has 256 bits, and whoever holds the original needs none of them.</param>
/// <param name="Frozen">Elements that stay, by the operator that holds them, most first.</param>
public sealed record SymmetryReport(
    long Elements, long Moved, long Scaled, int Orbits, double KeySpaceBits, IReadOnlyList<(string Reason, long Elements)> Frozen)
{
    /// <summary>Share of <see cref="Elements"/> that moves, in percent; 0 for a model without any.</summary>
    public double MovedPercent => Percent(Moved);

    /// <summary>Share that is scaled, in percent.</summary>
    public double ScaledPercent => Percent(Scaled);

    /// <summary>Share that stays where it is, in percent.</summary>
    public double FrozenPercent => Percent(Elements - Moved);

    /// <summary>The report of a plan.</summary>
    public static SymmetryReport Of(SymmetryPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        long moved = plan.Tensors.Sum(Coverage.Moved);
        return new SymmetryReport(
            moved + plan.Frozen.Sum(weight => weight.Elements),
            moved,
            plan.Tensors.Sum(Coverage.Scaled),
            plan.Orbits.Count,
            plan.Orbits.Sum(channels => Enumerable.Range(2, channels - 1).Sum(n => Math.Log2(n))),
            [.. plan.Frozen.GroupBy(weight => weight.Reason)
                .Select(group => (group.Key, group.Sum(weight => weight.Elements)))
                .OrderByDescending(pair => pair.Item2)
                .ThenBy(pair => pair.Key, StringComparer.Ordinal)]);
    }

    private double Percent(long part) => Elements == 0 ? 0 : 100.0 * part / Elements;
}
