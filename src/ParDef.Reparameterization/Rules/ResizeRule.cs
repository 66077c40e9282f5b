
namespace ParDef.Reparameterization.Rules;

/// <summary>Resize in space.</summary>
/// <remarks>Each channel is interpolated by itself, by weights that do not depend on its values: linear, hence homogeneous.</remarks>
internal static class ResizeRule
{
    public static bool Apply(RuleContext node)
    {
        if (node.Opset < 11 || node.Operand(0) is not { } x || node.List("axes") is not null
            || node.Text("keep_aspect_ratio_policy", "stretch") != "stretch" || node.Text("coordinate_transformation_mode", "") == "tf_crop_and_resize")
        {
            return false;
        }

        float[]? factors = node.Has(3) ? null : node.Numbers(2);
        long[]? shape = node.Has(3) ? node.Integers(3)
            : factors?.Length == x.Rank ? [.. x.Shape.Zip(factors, (extent, factor) => (long)Math.Floor(extent * factor))]
            : null;
        if (shape is null || shape.Length != x.Rank || shape.Any(extent => extent <= 0))
        {
            return false;
        }

        // A factor a little above 1 keeps a short extent, and interpolates all the same.
        bool IsKept(int axis) => factors is null ? shape[axis] == x.Shape[axis] : factors[axis] == 1;
        node.FreezeAlong(x, Enumerable.Range(0, x.Rank).Where(axis => !IsKept(axis)));
        node.SetOutput(shape, x.Layouts.Where(layout => layout.Axes.All(IsKept)));
        return true;
    }
}
