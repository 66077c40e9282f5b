namespace ParDef.Reparameterization.Symmetry;

/// <summary>A graph whose channels are not followed, and why: then all of its weights stay as they are.</summary>
internal sealed class UntraceableGraphException(string reason) : Exception(reason)
{
    /// <summary>Operands, attributes and shapes that do not fit together: no engine runs such a graph.</summary>
    public static UntraceableGraphException Malformed() => new("a graph that is not well-formed");

    /// <summary>Shapes beyond what <see cref="PositionBudget"/> allows.</summary>
    public static UntraceableGraphException TooLarge() => new("a graph with more channels than are followed");
}
