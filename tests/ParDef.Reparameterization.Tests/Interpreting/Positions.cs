namespace ParDef.Reparameterization.Tests.Interpreting;

/// <summary>An index into a tensor, one number an axis.</summary>
internal static class Positions
{
    /// <summary>The same index at another position of one axis.</summary>
    public static int[] With(this int[] index, int axis, int position)
    {
        var changed = (int[])index.Clone();
        changed[axis] = position;
        return changed;
    }
}
