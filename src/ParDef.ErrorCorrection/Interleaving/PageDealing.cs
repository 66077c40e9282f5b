namespace ParDef.ErrorCorrection.Interleaving;

/// <summary>Which pages belong to which chain: consecutive groups of C pages are dealt to the C chains by keyed permutations (docs/format.md 7.1).</summary>
internal sealed class PageDealing
{
    /// <summary>A local page that no page was dealt to: all zero and known.</summary>
    public const int Virtual = -1;

    private readonly int[] _pages;
    private readonly int _groups;

    /// <summary>Deals <paramref name="pages"/> pages to chains with room for <paramref name="groups"/> each.</summary>
    public PageDealing(int pages, int chains, int groups, KeyedStream stream)
    {
        _groups = groups;
        _pages = new int[chains * groups];
        Array.Fill(_pages, Virtual);
        var permutation = new int[chains];
        for (int group = 0; group < groups; group++)
        {
            for (int i = 0; i < chains; i++)
            {
                permutation[i] = i;
            }

            for (int i = chains - 1; i > 0; i--)
            {
                int j = stream.Below(i + 1);
                (permutation[i], permutation[j]) = (permutation[j], permutation[i]);
            }

            for (int place = 0; place < chains && group * chains + place < pages; place++)
            {
                _pages[permutation[place] * groups + group] = group * chains + place;
            }
        }
    }

    /// <summary>The pages of a chain by local number; <see cref="Virtual"/> where there is none.</summary>
    public ReadOnlySpan<int> PagesOf(int chain) => _pages.AsSpan(chain * _groups, _groups);
}
