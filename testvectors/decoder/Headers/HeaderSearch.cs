using ParDef.IndependentDecoder.Coding;

namespace ParDef.IndependentDecoder.Headers;

/// <summary>Finds the headers that a file may have (section 5).</summary>
public static class HeaderSearch
{
    private const int MostAuthentic = 8;

    // The first of these that any candidate gave is the verdict; else damaged.
    private static readonly string[] Refusals = ["forged", "wrong-key", "unsupported"];

    /// <summary>The authentic headers, in the order in which they are tried.</summary>
    public static IReadOnlyList<HeaderFields> Find(byte[] file, byte[] master)
    {
        var authentic = new List<HeaderFields>();
        var verdicts = new HashSet<string>();
        foreach (byte[] candidate in Candidates(file))
        {
            var (verdict, fields) = HeaderFields.Judge(candidate, master);
            verdicts.Add(verdict);
            if (fields is not null && !authentic.Exists(other => other.Copy.AsSpan().SequenceEqual(fields.Copy)))
            {
                authentic.Add(fields);
            }
        }

        if (authentic.Count == 0)
        {
            string worst = Refusals.FirstOrDefault(verdicts.Contains) ?? "damaged";
            throw new RefusedException(worst, "no authentic header");
        }

        return [.. authentic.OrderByDescending(header => header.Generation).Take(MostAuthentic)];
    }

    private static IEnumerable<byte[]> Candidates(byte[] file)
    {
        long end = file.Length;
        var singles = Copies(0, 21).Concat(Copies(end - 1344, 7)).Concat(Copies(end - 4096, 21)).Select(offset => new[] { offset });
        long[][] majorities =
        [
            [.. Copies(0, 7)],
            [.. Copies(0, 21)],
            [.. Copies(end - 1344, 7)],
            [.. Copies(end - 4096, 21)],
            [.. Copies(0, 7), .. Copies(end - 1344, 7)],
            [.. Copies(0, 21), .. Copies(end - 4096, 21)],
        ];
        return singles.Concat(majorities).Concat(Boundaries(end))
            .Where(offsets => offsets.All(offset => offset >= 0 && offset + HeaderFields.Bytes <= end))
            .Select(offsets => Majority(file, offsets));
    }

    private static IEnumerable<long[]> Boundaries(long length)
    {
        for (int redundancy = 1; redundancy <= 4; redundancy++)
        {
            foreach (var (block, copies) in new[] { (1344, 7), (4096, 21) })
            {
                for (int pages = 1; (3L * block) + (4096L * pages) < length; pages++)
                {
                    long smallest = (4080L * (pages - 1)) + 1, greatest = 4080L * pages;
                    bool gives = block == 1344 ? smallest < 1_048_576 : greatest >= 1_048_576;
                    if (gives && (3L * block) + (4096L * (pages + Geometry.Of(pages, redundancy).M)) == length)
                    {
                        long boundary = block + (4096L * pages);
                        yield return [.. Copies(boundary, copies)];
                        yield return [.. Copies(0, copies), .. Copies(boundary, copies), .. Copies(length - block, copies)];
                    }
                }
            }
        }
    }

    private static IEnumerable<long> Copies(long from, int count) =>
        Enumerable.Range(0, count).Select(copy => from + (HeaderFields.Bytes * copy));

    private static byte[] Majority(byte[] file, long[] offsets)
    {
        var result = new byte[HeaderFields.Bytes];
        for (int bit = 0; bit < 8 * HeaderFields.Bytes; bit++)
        {
            int ones = offsets.Count(offset => ((file[offset + (bit / 8)] >> (bit % 8)) & 1) != 0);
            if (2 * ones > offsets.Length)
            {
                result[bit / 8] |= (byte)(1 << (bit % 8));
            }
        }

        return result;
    }
}
