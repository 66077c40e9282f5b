using ParDef.Reparameterization.Symmetry;

namespace ParDef.Reparameterization.Rules;

/// <summary>Pad.</summary>
/// <remarks>
/// Along other axes than that of the channels: zeros are kept by every factor; another constant, and there only the factor, is not; edges
/// and reflections are contents of the same channel. Along the axis of the channels zeros make positions that hold zero for every input, and so agree
/// with every permutation and factor of what they are added to (the zero-padded shortcut). Anything else there is not covered.
/// </remarks>
internal static class PadRule
{
    public static bool Apply(RuleContext node)
    {
        if (node.Operand(0) is not { } x || (node.Opset < 11 ? node.List("pads") : node.Integers(1)) is not { } pads
            || pads.Length != 2 * x.Rank || node.Has(3))
        {
            return false;
        }

        string mode = node.Text("mode", "constant");
        bool isZero = mode == "constant" && (node.Opset < 11 ? node.Number("value", 0) == 0 : !node.Has(2) || node.Scalar(2) == 0);
        long[] shape = [.. x.Shape.Select((extent, axis) => extent + pads[axis] + pads[axis + x.Rank])];
        if (shape.Any(extent => extent <= 0))
        {
            return false;
        }

        var layouts = new List<ChannelLayout>();
        foreach (var layout in x.Layouts)
        {
            bool isPadded = layout.Axes.Any(axis => pads[axis] != 0 || pads[axis + x.Rank] != 0);
            if (!isPadded)
            {
                layouts.Add(isZero || mode != "constant" ? layout : node.PermuteOnly(node.Solid(layout)));
            }
            else if (isZero && layout.Axes is [var axis] && pads[axis] >= 0 && pads[axis + x.Rank] >= 0)
            {
                node.State.Positions.Take(shape[axis]);
                layouts.Add(Padded(layout, axis, (int)pads[axis], (int)pads[axis + x.Rank]));
            }
            else
            {
                node.Freeze(layout);
            }
        }

        node.SetOutput(shape, layouts);
        return true;
    }

    private static ChannelLayout Padded(ChannelLayout layout, int axis, int before, int after)
    {
        var places = Enumerable.Repeat(Place.Zero, before).Concat(layout.Places).Concat(Enumerable.Repeat(Place.Zero, after));
        var scales = ScaleClasses.Ones(before).Concat(layout.Scales).Concat(ScaleClasses.Ones(after));
        return new ChannelLayout([axis], [before + layout.Places.Length + after], [.. places], [.. scales]);
    }
}
