using System.Globalization;
using ParDef.Attacks.Faults;
using ParDef.ErrorCorrection.Construction;

namespace ParDef.ErrorRates;

/// <summary>
/// For payloads of many sizes: does every single lost page, and every burst of 1, 5 and 10 % of the file, come back wherever it starts? And how many adjacent
/// pages can be lost? Each under several keys; in files of more than 100 pages from 100 places evenly spread.
/// </summary>
internal static class Guarantees
{
    public const string Columns =
        "pages,K,Zb,S,C,file_bytes,redundancy_percent,single_failed,single_tried,"
        + "burst1_failed,burst1_tried,burst5_failed,burst5_tried,burst10_failed,burst10_tried,adjacent_pages_kept";

    private const int MostStarts = 100;

    public static string Row(int payloadPages, Redundancy redundancy, int keys, ulong seed)
    {
        var files = Enumerable.Range(0, keys)
            .Select(key => new CodedFile(payloadPages, redundancy, SeededRandom.NumberAt(seed, (ulong)key)))
            .ToList();
        var geometry = files[0].Geometry;
        var cells = new List<string>
        {
            Text(payloadPages),
            Text(geometry.InformationBlocks),
            Text(geometry.BlockBytes),
            Text(geometry.Sections),
            Text(geometry.Chains),
            Text(files[0].FileBytes),
            (100.0 * geometry.ParityPages / geometry.PayloadPages).ToString("0.0", CultureInfo.InvariantCulture),
        };
        Count(cells, files, (_, page) => [page]);
        foreach (double share in (double[])[0.01, 0.05, 0.10])
        {
            Count(cells, files, (file, page) => file.TouchedFrom(page, (long)(share * file.FileBytes)));
        }

        cells.Add(Text(AdjacentPagesKept(files)));
        return string.Join(',', cells);
    }

    private static void Count(List<string> cells, List<CodedFile> files, Func<CodedFile, int, IEnumerable<int>> loss)
    {
        var trials = files.SelectMany(file => Starts(file.Pages).Select(start => (file, start))).ToList();
        cells.Add(Text(trials.AsParallel().Count(trial => !trial.file.SurvivesLossOf(loss(trial.file, trial.start)))));
        cells.Add(Text(trials.Count));
    }

    /// <summary>A run of pages that came back wherever it started, under every key, where a longer one did not: found by halving, in steps of half a percent.</summary>
    private static int AdjacentPagesKept(List<CodedFile> files)
    {
        int pages = files[0].Pages;
        int step = Math.Max(1, pages / 200);
        int kept = 0;
        int lost = pages / step;
        while (lost - kept > 1)
        {
            int middle = (kept + lost) / 2;
            if (Survive(files, middle * step))
            {
                kept = middle;
            }
            else
            {
                lost = middle;
            }
        }

        return kept * step;
    }

    private static bool Survive(List<CodedFile> files, int run) => files
        .SelectMany(file => Starts(file.Pages - run + 1).Select(start => (file, start)))
        .AsParallel()
        .All(trial => trial.file.SurvivesLossOf(Enumerable.Range(trial.start, run)));

    /// <summary>All places, or that many of them evenly spread.</summary>
    private static IEnumerable<int> Starts(int places) => places <= MostStarts
        ? Enumerable.Range(0, places)
        : Enumerable.Range(0, MostStarts).Select(i => (int)((long)i * (places - 1) / (MostStarts - 1)));

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
