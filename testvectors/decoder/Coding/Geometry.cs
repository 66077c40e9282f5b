namespace ParDef.IndependentDecoder.Coding;

/// <summary>The geometry that follows from a number of payload pages and a strength (section 6).</summary>
/// <param name="N">Payload pages.</param>
/// <param name="C">Chains.</param>
/// <param name="S">Data sections of a chain.</param>
/// <param name="K">Information blocks of a section.</param>
/// <param name="Zb">Bytes of a block.</param>
/// <param name="P">Payload pages that a chain has room for.</param>
/// <param name="Pp">Parity pages of a chain.</param>
public sealed record Geometry(int N, int C, int S, int K, int Zb, int P, int Pp)
{
    // Redundancies (1 default, 2 low, 3 high, 4 max), last N of the row, K, Zb, least S, greatest S: the table of section 6 in its order.
    private static readonly (string Strengths, int Last, int K, int Zb, int Least, int Greatest)[] Rows =
    [
        ("1234", 1, 5, 64, 26, 160),
        ("123", 8, 5, 64, 39, 160),
        ("4", 12, 5, 64, 39, 160),
        ("12", 14, 10, 64, 32, 256),
        ("3", 40, 10, 64, 32, 256),
        ("1", 127, 27, 128, 53, 320),
        ("1", 1023, 27, 256, 16, 512),
        ("1", int.MaxValue, 27, 512, 16, 960),
        ("2", 63, 27, 128, 53, 320),
        ("2", 255, 51, 128, 41, 320),
        ("2", 2047, 51, 256, 16, 512),
        ("2", int.MaxValue, 51, 512, 16, 960),
        ("3", 127, 10, 128, 32, 320),
        ("3", 1023, 10, 256, 16, 512),
        ("3", int.MaxValue, 10, 512, 16, 960),
        ("4", 127, 5, 128, 39, 320),
        ("4", 1023, 5, 256, 16, 512),
        ("4", int.MaxValue, 5, 512, 16, 960),
    ];

    /// <summary>Parity pages of the file.</summary>
    public int M => C * Pp;

    /// <summary>The geometry of a file.</summary>
    /// <param name="pages">Payload pages, at least 1.</param>
    /// <param name="redundancy">The header's number, 1 to 4.</param>
    public static Geometry Of(int pages, int redundancy)
    {
        var row = Rows.First(row => row.Strengths.Contains((char)('0' + redundancy), StringComparison.Ordinal) && pages <= row.Last);
        int chains = CeilDiv(pages, (long)row.K * row.Greatest * row.Zb / 4096);
        int sections = row.Least;
        while (chains * Room(row.K, sections, row.Zb) < pages)
        {
            sections++;
        }

        int parity = CeilDiv(5L * (sections + 2) * row.Zb, 4080);
        sections = (4080 * parity / (5 * row.Zb)) - 2;
        return new Geometry(pages, chains, sections, row.K, row.Zb, (int)Room(row.K, sections, row.Zb), parity);
    }

    private static long Room(int k, int sections, int zb) => (long)k * sections * zb / 4096;

    private static int CeilDiv(long value, long by) => checked((int)((value + by - 1) / by));
}
