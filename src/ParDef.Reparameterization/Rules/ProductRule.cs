using ParDef.Reparameterization.Symmetry;

namespace ParDef.Reparameterization.Rules;

/// <summary>Mul and Div.</summary>
/// <remarks>
/// z = x y, position by position: the permutation is common, and (s x)(t y) = (s t) z. A constant factor takes what its neighbours ask of it:
/// c' = (u / s) c makes x' = s x into z' = u z with s and u independent (a LayerScale, the gamma of a decomposed norm). Of two activations
/// one keeps the factor 1 and the other gives its own to the product. An operand that is constant along the channels multiplies all alike,
/// whatever their factor. For z = x / y the factor is s / t.
/// </remarks>
internal static class ProductRule
{
    public static bool Apply(RuleContext node)
    {
        if (node.Plain(0) is not { } first || node.Plain(1) is not { } second || Broadcast.Shape([first.Shape, second.Shape]) is not { } shape)
        {
            return false;
        }

        if (ApplyConstant(node, shape))
        {
            return true;
        }

        GraphTensor[] operands = [node.Operand(0)!, node.Operand(1)!];
        var layouts = new List<ChannelLayout>();
        foreach (var row in Broadcast.Align(node, operands, shape))
        {
            if (row[0] is { } x && row[1] is { } y)
            {
                bool keepsFirst = x.Scales.All(scale => node.State.Scales.Find(scale) == ScaleClasses.One);
                var (kept, other) = keepsFirst ? (x, y) : (y, x);
                kept = node.PermuteOnly(kept);
                var product = TiePlaces(node, kept, other);
                bool isInverse = node.Type == "Div" && keepsFirst;
                layouts.Add(product.Scaled(isInverse ? AxisBinding.Inverse(other.Scales) : other.Scales));
            }
            else if (row[0] is { } dividend)
            {
                layouts.Add(dividend);
            }
            else if (row[1] is { } divisor)
            {
                layouts.Add(node.Type == "Div" ? node.Solid(divisor).Scaled(AxisBinding.Inverse(node.Solid(divisor).Scales)) : divisor);
            }
        }

        node.SetOutput(shape, layouts);
        return true;
    }

    private static ChannelLayout TiePlaces(RuleContext node, ChannelLayout one, ChannelLayout other) =>
        node.Tie(one, new ChannelLayout(other.Axes, other.Extents, other.Places, one.Scales));

    /// <summary>A factor that is a constant, one value a channel.</summary>
    private static bool ApplyConstant(RuleContext node, long[] shape)
    {
        int constant = node.Weight(1) is not null ? 1 : node.Type == "Mul" && node.Weight(0) is not null ? 0 : -1;
        if (constant < 0 || node.Plain(constant)!.Shape is not { } extents || extents.Count(extent => extent > 1) != 1
            || node.Weight(1 - constant) is not null || node.Operand(1 - constant) is not { } x)
        {
            return false;
        }

        int own = Array.FindIndex(extents, extent => extent > 1);
        int axis = own + shape.Length - extents.Length;
        int shift = shape.Length - x.Rank;
        if (axis < shift || x.Along(axis - shift) is not { } before || !before.IsAlong(axis - shift))
        {
            return false;
        }

        before = node.Solid(before);
        var after = before.On(axis).Scaled(node.State.Scales.New(before.Places.Length));
        int[] ratio = AxisBinding.Inverse(before.Scales);
        var binding = node.Type == "Div"
            ? new AxisBinding(before.Places, [before.Scales, AxisBinding.Inverse(after.Scales)])
            : new AxisBinding(before.Places, [after.Scales, ratio]);
        var axes = new AxisBinding?[extents.Length];
        axes[own] = binding;
        node.Bind(constant, axes);
        var others = x.Layouts.Where(layout => !layout.IsAlong(axis - shift)).Select(layout => layout.On([.. layout.Axes.Select(a => a + shift)]));
        node.SetOutput(shape, [.. others, after]);
        return true;
    }
}
