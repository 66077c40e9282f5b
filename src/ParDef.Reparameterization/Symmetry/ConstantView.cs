namespace ParDef.Reparameterization.Symmetry;

/// <summary>A name that stands for an initializer with its axes in another order.</summary>
/// <param name="Initializer">The initializer.</param>
/// <param name="Axes">For each axis of the name, the axis of the initializer.</param>
internal sealed record ConstantView(string Initializer, int[] Axes)
{
    /// <summary>Initializers of one axis that lie beside one axis of it: scales and zero points of its integers.</summary>
    public IReadOnlyList<string> Beside { get; init; } = [];

    /// <summary>The axis of the initializer that they lie beside.</summary>
    public int BesideAxis { get; init; }
}
