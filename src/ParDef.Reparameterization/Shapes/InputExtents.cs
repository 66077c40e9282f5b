using ParDef.Onnx.Proto;

namespace ParDef.Reparameterization.Shapes;

/// <summary>Extents for the inputs of a graph. What the model leaves open becomes a prime, one for each name.</summary>
/// <remarks>
/// With a number for every extent all shapes of the graph are plain arithmetic. A prime that is larger than any channel count can only ever be
/// matched by the extent that it stands for, so that no regrouping falls into place by accident.
/// </remarks>
internal sealed class InputExtents
{
    private static readonly int[] Primes = [10007, 10037, 10061, 10067, 10069, 10079, 10091, 10093, 10099, 10103, 10111, 10133, 10139, 10141, 10151, 10159];

    private readonly Dictionary<string, long> _named = [];
    private int _used;

    /// <summary>The shape of an input; null if it has none or too many open extents.</summary>
    public long[]? Shape(ValueInfoProto input)
    {
        if (input.Type?.TensorType?.Shape is not { } declared)
        {
            return null;
        }

        var shape = new long[declared.Dim.Count];
        for (int axis = 0; axis < shape.Length; axis++)
        {
            var extent = declared.Dim[axis];
            if (extent.DimValue > 0)
            {
                shape[axis] = extent.DimValue;
            }
            else if (extent.DimParam.Length == 0 || !_named.TryGetValue(extent.DimParam, out shape[axis]))
            {
                if (_used == Primes.Length)
                {
                    return null;
                }

                shape[axis] = Primes[_used++];
                if (extent.DimParam.Length > 0)
                {
                    _named.Add(extent.DimParam, shape[axis]);
                }
            }
        }

        return shape;
    }

    /// <summary>The shape of another tensor, if all of it is declared in terms of numbers and of names that inputs have.</summary>
    public long[]? KnownShape(ValueInfoProto value)
    {
        if (value.Type?.TensorType?.Shape is not { } declared
            || !declared.Dim.All(extent => extent.DimValue > 0 || _named.ContainsKey(extent.DimParam)))
        {
            return null;
        }

        return [.. declared.Dim.Select(extent => extent.DimValue > 0 ? extent.DimValue : _named[extent.DimParam])];
    }
}
