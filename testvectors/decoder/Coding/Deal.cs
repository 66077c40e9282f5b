using ParDef.IndependentDecoder.Keys;

namespace ParDef.IndependentDecoder.Coding;

/// <summary>Which chain and local page each page belongs to (section 7, clause 1).</summary>
public static class Deal
{
    /// <summary>The chain of each page; its local page is its number divided by the number of chains.</summary>
    /// <param name="interleaverKey">Key of the interleaver.</param>
    /// <param name="stream">0 for payload pages, 1 for parity pages.</param>
    /// <param name="groups">Groups that draw, P or Pp.</param>
    /// <param name="chains">Chains of the file.</param>
    /// <param name="pages">Pages of the file.</param>
    public static int[] Chains(byte[] interleaverKey, ulong stream, int groups, int chains, int pages)
    {
        using var keyed = new KeyedStream(interleaverKey, stream);
        var result = new int[pages];
        for (int group = 0; group < groups; group++)
        {
            int[] permutation = [.. Enumerable.Range(0, chains)];
            for (int i = chains - 1; i >= 1; i--)
            {
                int other = keyed.Below(i + 1);
                (permutation[i], permutation[other]) = (permutation[other], permutation[i]);
            }

            for (int place = 0; place < chains && (group * chains) + place < pages; place++)
            {
                result[(group * chains) + place] = permutation[place];
            }
        }

        return result;
    }
}
