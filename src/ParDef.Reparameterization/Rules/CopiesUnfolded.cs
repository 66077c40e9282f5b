using ParDef.Reparameterization.Symmetry;

namespace ParDef.Reparameterization.Rules;

/// <summary>
/// Turns a layout over (C, H, W), in which each channel of C lies once for every index of H and W, back into one over C alone.
/// </summary>
internal static class CopiesUnfolded
{
    /// <summary>The layout over the leading or trailing axes that decide the channel; null if there are no such axes.</summary>
    public static ChannelLayout? Of(Tags tags, ChannelLayout layout)
    {
        for (int axes = 1; axes < layout.Axes.Length; axes++)
        {
            int[] leading = [.. Enumerable.Range(0, axes)];
            int[] trailing = [.. Enumerable.Range(layout.Axes.Length - axes, axes)];
            if ((Over(tags, layout, leading) ?? Over(tags, layout, trailing)) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static ChannelLayout? Over(Tags tags, ChannelLayout layout, int[] kept)
    {
        int[] rest = [.. Enumerable.Range(0, layout.Axes.Length).Except(kept)];
        int[] extents = [.. kept.Select(k => layout.Extents[k])];
        int count = extents.Aggregate((product, extent) => product * extent);
        int copies = layout.Places.Length / count;
        int[] lies = layout.IndexAlong(kept);
        int[] copy = layout.IndexAlong(rest);
        var places = new Place?[count];
        int[] scales = new int[count];
        for (int position = 0; position < lies.Length; position++)
        {
            var place = layout.Places[position];
            var (outer, index, extent) = tags.Parts(place.Tag);
            if (place.IsZero || place.Tag == 0 || extent != copies || index != copy[position])
            {
                return null;
            }

            var whole = place with { Tag = outer };
            bool isFirst = places[lies[position]] is null;
            if (!isFirst && (places[lies[position]] != whole || scales[lies[position]] != layout.Scales[position]))
            {
                return null;
            }

            places[lies[position]] = whole;
            scales[lies[position]] = layout.Scales[position];
        }

        return new ChannelLayout([.. kept.Select(k => layout.Axes[k])], extents, [.. places.Select(place => place!.Value)], scales);
    }
}
