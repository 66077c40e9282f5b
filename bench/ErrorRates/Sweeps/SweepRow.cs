using System.Globalization;

namespace ParDef.ErrorRates.Sweeps;

/// <summary>A simulated point, as it stands in a CSV file.</summary>
/// <param name="Shape">The chain.</param>
/// <param name="Channel">Kind of the channel.</param>
/// <param name="Parameters">Its numbers.</param>
/// <param name="Frames">Frames simulated.</param>
/// <param name="Failures">Frames that did not come back.</param>
/// <param name="Miscorrected">Frames that ended in another codeword.</param>
/// <param name="WrongPagesAccepted">Must be 0.</param>
/// <param name="Seed">Seed of the point.</param>
/// <param name="Kernel">Kernels that ran; the counts do not depend on them.</param>
internal sealed record SweepRow(
    ChainShape Shape, string Channel, string Parameters, int Frames, int Failures, int Miscorrected, int WrongPagesAccepted, ulong Seed, string Kernel)
{
    /// <summary>The heading of the columns.</summary>
    public const string Columns =
        "K,Zb,S,channel,parameters,frames,failures,fer,wilson_low,wilson_high,miscorrected,wrong_pages_accepted,seed,kernel";

    /// <summary>Share of the frames that failed.</summary>
    public double FrameErrorRate => (double)Failures / Frames;

    /// <summary>What the failures say about the frame error rate.</summary>
    public WilsonInterval Interval => WilsonInterval.Of(Failures, Frames);

    /// <summary>Reads a line.</summary>
    /// <exception cref="FormatException">The line is not a row.</exception>
    public static SweepRow Parse(string line)
    {
        string[] cells = line.Split(',');
        return cells.Length == Columns.Split(',').Length
            ? new SweepRow(
                new ChainShape(Number(cells[0]), Number(cells[1]), Number(cells[2])),
                cells[3],
                cells[4],
                Number(cells[5]),
                Number(cells[6]),
                Number(cells[10]),
                Number(cells[11]),
                ulong.Parse(cells[12], CultureInfo.InvariantCulture),
                cells[13])
            : throw new FormatException($"not a row of a sweep: {line}");
    }

    /// <summary>True if this is a simulation of the point, however long.</summary>
    public bool IsOf(SweepPoint point) =>
        Shape == point.Shape && Channel == point.Channel.Kind && Parameters == point.Channel.Parameters && Seed == point.Seed;

    /// <summary>A number of the channel: <c>p</c> is a bit error rate, <c>f</c> a share of the pages.</summary>
    /// <exception cref="FormatException">The channel has no such number.</exception>
    public double Parameter(string name)
    {
        string? found = Parameters.Split(' ').FirstOrDefault(part => part.StartsWith($"{name}=", StringComparison.Ordinal));
        return found is null
            ? throw new FormatException($"no {name} in {Parameters}")
            : double.Parse(found.AsSpan(name.Length + 1), CultureInfo.InvariantCulture);
    }

    /// <summary>The line of this row.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Shape.Blocks},{Shape.Lifting},{Shape.Sections},{Channel},{Parameters},{Frames},{Failures},{FrameErrorRate:0.####e+0},"
        + $"{Interval.Low:0.####e+0},{Interval.High:0.####e+0},{Miscorrected},{WrongPagesAccepted},{Seed},{Kernel}");

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
