using ParDef.Runtime.Layout;
using ParDef.Runtime.Native;

namespace ParDef.Runtime.Memory;

/// <summary>Cuts live memory into pages and says what lies in each.</summary>
internal static class WatchedPages
{
    /// <summary>Pages of an arena but those of constants that were released.</summary>
    public static IEnumerable<WatchedPage> Of(WeightArena arena, IReadOnlySet<ArenaPlace> released)
    {
        var places = arena.Places.Where(place => place.Tensor.Length > 0 && !(released.Contains(place) && WeightArena.HasOwnPages(place))).ToList();
        int first = 0;
        for (long page = 0; page < arena.Memory.Length; page += PageMemory.PageBytes)
        {
            while (first < places.Count && places[first].Offset + places[first].Tensor.Length <= page)
            {
                first++;
            }

            var parts = places.Skip(first).TakeWhile(place => place.Offset < page + PageMemory.PageBytes)
                .Select(place => Part(place.Tensor.Map, place.Offset, place.Tensor.Length, page)).ToList();
            if (parts.Count > 0)
            {
                yield return new WatchedPage(arena.Memory, page, parts);
            }
        }
    }

    /// <summary>Pages of a packed block.</summary>
    public static IEnumerable<WatchedPage> Of(PageMemory block, WordMap map)
    {
        for (long page = 0; page < block.Length; page += PageMemory.PageBytes)
        {
            yield return new WatchedPage(block, page, [Part(map, 0, (int)block.Length, page)]);
        }
    }

    private static PagePart Part(WordMap map, long start, int length, long page)
    {
        long first = Math.Max(start, page);
        long end = Math.Min(start + length, page + PageMemory.PageBytes);
        return new PagePart(map, (int)((first - start) / sizeof(uint)), (int)(first - page), (int)(end - first));
    }
}
