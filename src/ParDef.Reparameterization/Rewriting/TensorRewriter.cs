using System.Runtime.InteropServices;
using ParDef.Reparameterization.Keyed;
using ParDef.Reparameterization.Symmetry;

namespace ParDef.Reparameterization.Rewriting;

/// <summary>Applies a key to the content of one weight, and takes it back.</summary>
public static class TensorRewriter
{
    /// <summary>Factors and the permutation: each position gets the scaled content of the position that the key sends there.</summary>
    /// <param name="tensor">The weight.</param>
    /// <param name="key">The key.</param>
    /// <param name="content">Its elements, little-endian, row-major.</param>
    /// <param name="rewritten">Room for them as they become; shares no memory with <paramref name="content"/>.</param>
    /// <exception cref="ArgumentException">A content or room of another length.</exception>
    public static void Apply(PlannedTensor tensor, DrawnKey key, ReadOnlySpan<byte> content, Span<byte> rewritten) =>
        Rewrite(tensor, key, content, rewritten, isUndone: false);

    /// <summary>The inverse of <see cref="Apply"/>: bit for bit where there are no factors, or only powers of two; else up to two roundings.</summary>
    /// <param name="tensor">The weight.</param>
    /// <param name="key">The key.</param>
    /// <param name="rewritten">Its elements as they became.</param>
    /// <param name="content">Room for them as they were; shares no memory with <paramref name="rewritten"/>.</param>
    /// <exception cref="ArgumentException">A content or room of another length.</exception>
    public static void Undo(PlannedTensor tensor, DrawnKey key, ReadOnlySpan<byte> rewritten, Span<byte> content) =>
        Rewrite(tensor, key, rewritten, content, isUndone: true);

    private static void Rewrite(PlannedTensor tensor, DrawnKey key, ReadOnlySpan<byte> from, Span<byte> to, bool isUndone)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        ArgumentNullException.ThrowIfNull(key);
        int width = tensor.ElementType switch { 1 or 6 => sizeof(float), 11 => sizeof(double), 2 or 3 => sizeof(byte), _ => sizeof(ushort) };
        if (from.Length != tensor.Elements * width || to.Length != from.Length)
        {
            throw new ArgumentException($"{from.Length} and {to.Length} bytes for {tensor.Elements} elements");
        }

        int end = 0;
        foreach (var part in tensor.Parts)
        {
            int start = part.Offset * width;
            int length = part.Extents.Aggregate(width, (product, extent) => product * extent);
            from[end..start].CopyTo(to[end..]);
            end = start + length;
            var sources = part.Axes.Select(axis => Sources(axis, key, isUndone)).ToArray();
            int[] steps = Steps(part.Extents);
            int innermost = Array.FindLastIndex(sources, list => list is not null);
            Move(from[start..end], to[start..end], sources, part.Extents, steps, width, innermost, axis: 0);
            if (part.Axes.Select(axis => axis is null ? null : key.Factors(axis)).ToArray() is var factors && Array.Exists(factors, list => list is not null))
            {
                // Factors belong to the positions of the original order.
                var moved = isUndone ? factors : [.. factors.Zip(sources, (list, source) => source is null ? list : list is null ? null : source.Select(position => list[position]).ToArray())];
                Scale(tensor.ElementType, to[start..end], moved, steps, Array.FindLastIndex(moved, list => list is not null), axis: 0, factor: 1.0, isUndone);
            }
        }

        from[end..].CopyTo(to[end..]);
    }

    /// <summary>From which position each one is taken; null where all stay.</summary>
    private static int[]? Sources(PlannedAxis? axis, DrawnKey key, bool isUndone)
    {
        if (axis is null)
        {
            return null;
        }

        int[] sources = key.Sources(axis);
        if (isUndone)
        {
            int[] inverse = new int[sources.Length];
            for (int position = 0; position < sources.Length; position++)
            {
                inverse[sources[position]] = position;
            }

            sources = inverse;
        }

        return sources.Where((source, position) => source != position).Any() ? sources : null;
    }

    /// <summary>Elements from one position of each axis to the next.</summary>
    private static int[] Steps(IReadOnlyList<int> extents)
    {
        int[] steps = new int[extents.Count];
        for (int axis = steps.Length - 1, step = 1; axis >= 0; step *= extents[axis--])
        {
            steps[axis] = step;
        }

        return steps;
    }

    /// <summary>Copies a block axis by axis down to the last one that moves, and what lies behind that in one piece.</summary>
    private static void Move(
        ReadOnlySpan<byte> from, Span<byte> to, int[]?[] sources, IReadOnlyList<int> extents, int[] steps, int width, int innermost, int axis)
    {
        if (axis > innermost)
        {
            from.CopyTo(to);
            return;
        }

        int bytes = steps[axis] * width;
        if (axis == innermost && bytes == sizeof(float))
        {
            // Single elements: the last axis of a matrix.
            var singles = MemoryMarshal.Cast<byte, uint>(from);
            var moved = MemoryMarshal.Cast<byte, uint>(to);
            int[] order = sources[axis]!;
            for (int position = 0; position < order.Length; position++)
            {
                moved[position] = singles[order[position]];
            }

            return;
        }

        for (int position = 0; position < extents[axis]; position++)
        {
            int source = sources[axis]?[position] ?? position;
            Move(from.Slice(source * bytes, bytes), to.Slice(position * bytes, bytes), sources, extents, steps, width, innermost, axis + 1);
        }
    }

    /// <summary>Multiplies, or divides, by the product of all axes' factors in double precision, and rounds once.</summary>
    private static void Scale(int elementType, Span<byte> block, double[]?[] factors, int[] steps, int innermost, int axis, double factor, bool isUndone)
    {
        if (axis > innermost)
        {
            Multiply(elementType, block, isUndone ? 1 / factor : factor);
            return;
        }

        int width = elementType == 1 ? sizeof(float) : sizeof(double);
        int bytes = steps[axis] * width;
        for (int position = 0; position * bytes < block.Length; position++)
        {
            double product = factors[axis] is { } list ? factor * list[position] : factor;
            Scale(elementType, block.Slice(position * bytes, bytes), factors, steps, innermost, axis + 1, product, isUndone);
        }
    }

    private static void Multiply(int elementType, Span<byte> block, double factor)
    {
        if (elementType == 1)
        {
            foreach (ref float value in MemoryMarshal.Cast<byte, float>(block))
            {
                value = (float)(value * factor);
            }
        }
        else
        {
            foreach (ref double value in MemoryMarshal.Cast<byte, double>(block))
            {
                value *= factor;
            }
        }
    }
}
