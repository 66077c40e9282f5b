using ParDef.Artifacts.Format;
using ParDef.Artifacts.Packing;
using ParDef.Reparameterization.Symmetry;

namespace ParDef.Artifacts.Reparameterizing;

/// <summary>The plan of one tensor as parts of its manifest entry, and back (docs/format.md section 11a).</summary>
internal static class TensorParts
{
    /// <summary>The parts of a plan; none if nothing is left of it without factors.</summary>
    public static IEnumerable<PartEntry> Encode(PlannedTensor tensor, bool withFactors) =>
        tensor.Parts.OrderBy(part => part.Offset).Select(part => Encode(part, withFactors)).Where(part => part.Axes.Count > 0);

    private static PartEntry Encode(PlannedPart part, bool withFactors)
    {
        var entry = new PartEntry { Offset = (ulong)part.Offset };
        ulong inner = 1;
        for (int axis = part.Extents.Count - 1; axis >= 0; inner *= (ulong)part.Extents[axis--])
        {
            if (part.Axes[axis] is { } planned && HasEffect(planned, withFactors))
            {
                var coded = new AxisEntry { Inner = inner };
                coded.Runs.Add(AxisRuns.Encode(planned, withFactors));
                entry.Axes.Insert(0, coded);
            }
        }

        entry.Elements = inner;
        return entry;
    }

    /// <summary>The plan of a tensor; null where its parts contradict it or the format.</summary>
    public static PlannedTensor? Decode(TensorEntry entry, Channels channels)
    {
        int width = entry.ElementType switch { 1 or 6 => sizeof(float), 2 or 3 => sizeof(byte), 10 or 16 => sizeof(ushort), 11 => sizeof(double), _ => 0 };
        if (width == 0 || entry.Length > Limits.FileBytes || entry.Length % (ulong)width != 0)
        {
            return null;
        }

        var parts = new List<PlannedPart>(entry.Parts.Count);
        ulong elements = entry.Length / (ulong)width;
        ulong end = 0;
        foreach (var part in entry.Parts)
        {
            bool fits = part.Elements > 0 && part.Offset >= end && part.Offset <= elements && part.Elements <= elements - part.Offset;
            if (!fits || Decode(part, entry.ElementType is 1 or 11 ? channels : channels.WithoutFactors) is not { } planned)
            {
                return null;
            }

            parts.Add(planned);
            end = part.Offset + part.Elements;
        }

        return new PlannedTensor(entry.Name, (int)entry.ElementType, (long)elements, parts);
    }

    /// <summary>The grid of a part: extents of its axes, and between them those of what does not change.</summary>
    private static PlannedPart? Decode(PartEntry part, Channels channels)
    {
        var extents = new List<int>();
        var axes = new List<PlannedAxis?>();
        ulong block = part.Elements;
        foreach (var axis in part.Axes)
        {
            ulong extent = axis.Runs.Aggregate(0UL, (sum, run) => sum + run.Count);
            bool fits = axis.Inner > 0 && extent > 0 && extent <= block && axis.Inner <= block / extent && block % (extent * axis.Inner) == 0;
            if (!fits || !channels.TakePositions(extent)
                || AxisRuns.Decode(axis.Runs, (int)extent, channels.Count, channels.Factors) is not { } planned
                || !HasEffect(planned, withFactors: true)
                || !channels.AreWhole(planned))
            {
                return null;
            }

            extents.Add((int)(block / (extent * axis.Inner)));
            axes.Add(null);
            extents.Add((int)extent);
            axes.Add(planned);
            block = axis.Inner;
        }

        extents.Add((int)block);
        axes.Add(null);
        return part.Axes.Count > 0 ? new PlannedPart((int)part.Offset, extents, axes) : null;
    }

    private static bool HasEffect(PlannedAxis axis, bool withFactors) =>
        axis.Channels.Any(channel => channel >= 0) || (withFactors && axis.Scales.Any(list => list.Length > 0));
}
