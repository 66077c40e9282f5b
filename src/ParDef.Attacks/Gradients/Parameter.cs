namespace ParDef.Attacks.Gradients;

/// <summary>A tensor of floating-point weights, with values that sessions read in place: a change is seen by the next run of each.</summary>
public sealed class Parameter
{
    internal Parameter(string name, long[] shape, float[] values)
    {
        Name = name;
        Shape = shape;
        Values = values;
    }

    /// <summary>Name of the initializer, or of the output of the <c>Constant</c> node that held it.</summary>
    public string Name { get; }

    /// <summary>Extents.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>Elements, row-major. Whoever writes them attacks the model.</summary>
    public float[] Values { get; }
}
