namespace ParDef.Reparameterization.Symmetry;

/// <summary>How many elements of a weight a plan can change.</summary>
public static class Coverage
{
    /// <summary>Elements with at least one axis in an orbit of two channels or more.</summary>
    public static long Moved(PlannedTensor tensor) => Count(tensor, (axis, position) => axis.Channels[position] >= 0);

    /// <summary>Elements with at least one free factor.</summary>
    public static long Scaled(PlannedTensor tensor) => Count(tensor, (axis, position) => axis.Scales[position].Length > 0);

    private static long Count(PlannedTensor tensor, Func<PlannedAxis, int, bool> isTouched)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        long touched = 0;
        foreach (var part in tensor.Parts)
        {
            long all = 1;
            long still = 1;
            for (int axis = 0; axis < part.Extents.Count; axis++)
            {
                int extent = part.Extents[axis];
                all *= extent;
                still *= part.Axes[axis] is { } planned ? Enumerable.Range(0, extent).Count(position => !isTouched(planned, position)) : extent;
            }

            touched += all - still;
        }

        return touched;
    }
}
