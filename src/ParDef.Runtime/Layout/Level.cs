namespace ParDef.Runtime.Layout;

/// <summary>One nesting of a packed map: every <paramref name="Count"/> neighbours are a run of constant step.</summary>
/// <param name="Count">Words of a run, at least 2.</param>
/// <param name="Step">From one canonical word of a run to the next.</param>
internal readonly record struct Level(int Count, int Step)
{
    /// <summary>The longest runs that divide a sequence; null if there are none. Runs of words without canonical word are those of one code.</summary>
    public static Level? Find(ReadOnlySpan<int> words)
    {
        int first = words.IndexOfAnyExceptInRange(int.MinValue, -1);
        if (words.Length < 2)
        {
            return null;
        }

        if (first < 0)
        {
            first = 0;
        }

        // The run that the first canonical word begins, or as much of it as divides the whole.
        int step = first + 1 < words.Length && words[first] >= 0 && words[first + 1] >= 0 ? words[first + 1] - words[first] : 0;
        int longest = 1;
        while (first + longest < words.Length && Continues(words[first + longest - 1], words[first + longest], step))
        {
            longest++;
        }

        for (int count = longest; count > 1; count--)
        {
            if (words.Length % count == 0 && Divides(words, count, step))
            {
                return new Level(count, step);
            }
        }

        return null;
    }

    private static bool Divides(ReadOnlySpan<int> words, int count, int step)
    {
        for (int run = 0; run < words.Length; run += count)
        {
            for (int i = run + 1; i < run + count; i++)
            {
                if (!Continues(words[i - 1], words[i], step))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static bool Continues(int before, int word, int step) => before < 0 || word < 0 ? before == word : word - before == step;
}
