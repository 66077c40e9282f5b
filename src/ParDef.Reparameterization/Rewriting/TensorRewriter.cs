using System.Runtime.InteropServices;
using ParDef.Reparameterization.Keyed;
using ParDef.Reparameterization.Symmetry;

namespace ParDef.Reparameterization.Rewriting;

/// <summary>Applies a key to the content of one weight, and takes it back.</summary>
public static class TensorRewriter
{
    /// <summary>Factors, then the permutation: each position gets the scaled content of the position that the key sends there.</summary>
    /// <param name="tensor">The weight.</param>
    /// <param name="key">The key.</param>
    /// <param name="content">Its elements, little-endian, row-major; changed in place.</param>
    /// <exception cref="ArgumentException">A content of another length.</exception>
    public static void Apply(PlannedTensor tensor, DrawnKey key, Span<byte> content) => Rewrite(tensor, key, content, isUndone: false);

    /// <summary>The inverse of <see cref="Apply"/>: bit for bit where there are no factors, or only powers of two; else up to two roundings.</summary>
    /// <inheritdoc cref="Apply"/>
    public static void Undo(PlannedTensor tensor, DrawnKey key, Span<byte> content) => Rewrite(tensor, key, content, isUndone: true);

    private static void Rewrite(PlannedTensor tensor, DrawnKey key, Span<byte> content, bool isUndone)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        ArgumentNullException.ThrowIfNull(key);
        int width = tensor.ElementType switch { 1 => sizeof(float), 11 => sizeof(double), _ => sizeof(ushort) };
        if (content.Length != tensor.Elements * width)
        {
            throw new ArgumentException($"{content.Length} bytes for {tensor.Elements} elements", nameof(content));
        }

        foreach (var part in tensor.Parts)
        {
            var run = content.Slice(part.Offset * width, part.Extents.Aggregate(width, (product, extent) => product * extent));
            if (!isUndone)
            {
                Scale(tensor, key, part, run, isUndone);
            }

            for (int axis = 0; axis < part.Extents.Count; axis++)
            {
                if (part.Axes[axis] is { } planned)
                {
                    Permute(run, part.Extents, axis, key.Sources(planned), width, isUndone);
                }
            }

            if (isUndone)
            {
                Scale(tensor, key, part, run, isUndone);
            }
        }
    }

    private static void Permute(Span<byte> run, IReadOnlyList<int> extents, int axis, int[] sources, int width, bool isUndone)
    {
        if (sources.Select((source, position) => source == position).All(stays => stays))
        {
            return;
        }

        int inner = extents.Skip(axis + 1).Aggregate(width, (product, extent) => product * extent);
        int slab = inner * extents[axis];
        var before = new byte[slab];
        for (int start = 0; start < run.Length; start += slab)
        {
            var target = run.Slice(start, slab);
            target.CopyTo(before);
            for (int position = 0; position < sources.Length; position++)
            {
                (int from, int to) = isUndone ? (position, sources[position]) : (sources[position], position);
                before.AsSpan(from * inner, inner).CopyTo(target[(to * inner)..]);
            }
        }
    }

    /// <summary>Multiplies, or divides, by the product of all axes' factors in double precision, and rounds once.</summary>
    private static void Scale(PlannedTensor tensor, DrawnKey key, PlannedPart part, Span<byte> run, bool isUndone)
    {
        double[]?[] factors = [.. part.Axes.Select(axis => axis is null ? null : key.Factors(axis))];
        if (factors.All(list => list is null))
        {
            return;
        }

        int[] inner = new int[factors.Length];
        for (int axis = factors.Length - 1, product = 1; axis >= 0; product *= part.Extents[axis--])
        {
            inner[axis] = product;
        }

        var floats = tensor.ElementType == 1 ? MemoryMarshal.Cast<byte, float>(run) : [];
        var doubles = tensor.ElementType == 11 ? MemoryMarshal.Cast<byte, double>(run) : [];
        for (int element = 0; element < Math.Max(floats.Length, doubles.Length); element++)
        {
            double factor = 1;
            for (int axis = 0; axis < factors.Length; axis++)
            {
                if (factors[axis] is { } list)
                {
                    factor *= list[element / inner[axis] % list.Length];
                }
            }

            factor = isUndone ? 1 / factor : factor;
            if (floats.Length > 0)
            {
                floats[element] = (float)(floats[element] * factor);
            }
            else
            {
                doubles[element] *= factor;
            }
        }
    }
}
