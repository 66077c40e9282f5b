using System.Globalization;
using ParDef.Attacks.Faults;

namespace ParDef.Peers;

/// <summary>Runs every peer over the same file and the same damage, and writes the table. The first peer is the unit of the ratios.</summary>
/// <param name="Peers">The peers that can run.</param>
/// <param name="Model">Content of the file.</param>
/// <param name="Limit">Time limit of one cell, for peers that can be stopped.</param>
/// <param name="Seed">Seed of the damage.</param>
internal sealed record Comparison(IReadOnlyList<IPeer> Peers, byte[] Model, TimeSpan Limit, ulong Seed)
{
    // Bursts start at an eighth of what is kept: in the data of every peer, since in recovery data alone there would be nothing to repair.
    private static readonly (string Name, Func<long, Fault> Fault)[] Damages =
    [
        .. new[] { 10, 100, 1_000, 10_000, 100_000 }.Select(bits => (
            string.Create(CultureInfo.InvariantCulture, $"{bits:N0} flips"), (Func<long, Fault>)(_ => new FlipBits(bits)))),
        .. new[] { 1, 2, 4, 8, 12, 16 }.Select(percent => (
            string.Create(CultureInfo.InvariantCulture, $"burst of {percent} %"), (Func<long, Fault>)(bytes => new Burst((int)(bytes * percent / 100), Fill.Random, (int)(bytes / 8))))),
    ];

    /// <summary>The lines of the table.</summary>
    public IEnumerable<string> Run()
    {
        var columns = Peers.Select(Column).ToList();
        yield return $"| | {string.Join(" | ", Peers.Select(peer => peer.Name))} |";
        yield return $"| --- |{string.Concat(Enumerable.Repeat(" --- |", Peers.Count))}";
        yield return $"| bytes kept, over the file | {string.Join(" | ", columns.Select(column => column.Redundancy))} |";
        foreach (var (name, row) in RowNames().Select((name, row) => (name, row)))
        {
            var unit = columns[0].Trials[row];
            yield return $"| {name} | {string.Join(" | ", columns.Select(column => row < column.Trials.Count ? column.Trials[row].Cell(unit) : "not created"))} |";
        }
    }

    private static IEnumerable<string> RowNames() => ["create", "verify, intact", .. Damages.Select(damage => $"repair, {damage.Name}")];

    private (string Redundancy, List<Trial> Trials) Column(IPeer peer)
    {
        string folder = Directory.CreateTempSubdirectory("pardef-peers").FullName;
        try
        {
            string file = Path.Combine(folder, "model.onnx");
            File.WriteAllBytes(file, Model);
            IReadOnlyList<string> paths = [];
            var trials = new List<Trial> { Timed(peer, "create", () => paths = peer.Create(file, Limit), () => true) };
            if (paths.Count == 0)
            {
                return ("not created", trials);
            }

            bool intact = false;
            trials.Add(Timed(peer, "verify", () => intact = peer.Verify(paths, Limit), () => intact));
            var stored = new StoredFiles(paths);
            for (int row = 0; row < Damages.Length; row++)
            {
                stored.WriteDamaged(Damages[row].Fault(stored.Bytes), SeededRandom.NumberAt(Seed, (ulong)row));
                trials.Add(Timed(peer, Damages[row].Name, () => peer.Repair(paths, Limit), stored.IsRestored));
            }

            return (string.Create(CultureInfo.InvariantCulture, $"{100.0 * (stored.Bytes - Model.Length) / Model.Length:0.0} %"), trials);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Trial Timed(IPeer peer, string what, Action action, Func<bool> succeeded)
    {
        var trial = Trial.Time(action, succeeded);
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{peer.Name}, {what}: {trial.Seconds:0.000} s, {trial.Succeeded}"));
        return trial;
    }
}
