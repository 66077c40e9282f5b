namespace ParDef.ErrorRates.Sweeps;

/// <summary>A CSV file of simulated points. Several runs may add to it; lines that start with # say which command made the rows below.</summary>
internal sealed class SweepFile(string path)
{
    private readonly List<SweepRow> _rows = [.. Read(path)];

    /// <summary>All rows of a file; none if there is no such file.</summary>
    public static IEnumerable<SweepRow> Read(string path) => !File.Exists(path)
        ? []
        : File.ReadLines(path).Where(line => line.Length > 0 && line[0] != '#' && line != SweepRow.Columns).Select(SweepRow.Parse);

    /// <summary>True if the point has been simulated.</summary>
    public bool Holds(SweepPoint point) => _rows.Exists(row => row.IsOf(point));

    /// <summary>Writes what made the rows that follow, and the heading into a new file.</summary>
    public void Begin(string origin) => File.AppendAllLines(path, File.Exists(path) ? [$"# {origin}"] : [$"# {origin}", SweepRow.Columns]);

    /// <summary>Adds a row.</summary>
    public void Add(SweepRow row)
    {
        _rows.Add(row);
        File.AppendAllLines(path, [row.ToString()]);
    }
}
