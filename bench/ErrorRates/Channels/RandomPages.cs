using ParDef.Attacks.Faults;

namespace ParDef.ErrorRates.Channels;

/// <summary>Chooses pages of a chain.</summary>
internal static class RandomPages
{
    /// <summary>So many distinct pages, every choice equally likely.</summary>
    public static ReadOnlySpan<int> Choose(int count, int pages, SeededRandom random)
    {
        var order = new int[pages];
        for (int page = 0; page < pages; page++)
        {
            order[page] = page;
        }

        for (int i = 0; i < count; i++)
        {
            int j = i + (int)random.Below(pages - i);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order.AsSpan(0, count);
    }
}
