namespace ParDef.Data.Tensors;

/// <summary>A dense tensor of binary32 values in row-major order: the last axis varies fastest.</summary>
public sealed class FloatTensor
{
    /// <summary>Binds values to a shape.</summary>
    /// <exception cref="ArgumentException">A side is negative, or the product of the sides is not the number of values.</exception>
    public FloatTensor(long[] shape, float[] values)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(values);
        if (shape.Any(side => side < 0) || shape.Aggregate(1L, (product, side) => checked(product * side)) != values.Length)
        {
            throw new ArgumentException($"{values.Length} values do not fill the shape [{string.Join(", ", shape)}]", nameof(values));
        }

        Shape = shape;
        Values = values;
    }

    /// <summary>Sides, outermost first; empty for a scalar.</summary>
    public long[] Shape { get; }

    /// <summary>Elements in row-major order.</summary>
    public float[] Values { get; }
}
