using System.Diagnostics;
using System.Globalization;
using ParDef.Artifacts.Errors;
using ParDef.Artifacts.Opening;
using ParDef.Artifacts.Protecting;
using ParDef.Artifacts.Verifying;
using ParDef.Attacks.Forgeries;

namespace ParDef.Campaigns;

/// <summary>Hostile files: what refuses them, in what time and with how much memory, measured in this process.</summary>
internal static class Hostile
{
    private const int Rounds = 5;
    private const int Weights = 1_000;
    private const double MostMilliseconds = 100;
    private const double MostMebibytes = 32;
    private const double Mebibyte = 1 << 20;

    /// <summary>The report, and whether everything was refused within the bounds.</summary>
    /// <param name="campaign">What made it.</param>
    /// <param name="stride">Of the lengths to which a file is cut every how many-th is tried.</param>
    public static (IEnumerable<string> Lines, bool Holds) Run(Campaign campaign, int stride)
    {
        using var scene = new Scene(Weights, campaign.Seed);
        List<Row> rows = [.. HostileInputs.All(scene).Select(input => Measure(scene, input.Name, input, [input.Content]))];
        rows.Add(Measure(
            scene, "an artifact cut at every byte", new HostileInput("", false, true, []), [.. Cuts(scene.Loot.Target.ToArray(), stride)]));
        rows.Add(Measure(
            scene, "an artifact without its first header block, cut at every byte", new HostileInput("", false, true, []), [.. Cuts(scene.Loot.Target[1344..].ToArray(), stride)]));
        rows.Add(Measure(scene, "a model cut at every byte", new HostileInput("", true, false, []), [.. Cuts(scene.Model, stride)]));
        return (
            [
                .. campaign.Heading("Hostile files"),
                "Artifacts are verified and restored, models are protected, in this process; the input itself lies in memory already. *ms*: the median of five runs after one that warms up, or the longest of many files.",
                "*MiB*: everything that was allocated on the way, whether it lived at one time or not, so more than the memory that was needed. Bounds: 100 ms and 32 MiB without an authentic header. With one,",
                "which only a holder of the key can make: three times the file, the manifest (64 MiB at most) twice, and the time of a decoding.",
                "",
                .. Row.Columns,
                .. rows.Select(row => row.Markdown),
            ],
            rows.All(row => row.Holds));
    }

    private static IEnumerable<byte[]> Cuts(byte[] file, int stride) =>
        Enumerable.Range(0, (file.Length + stride - 1) / stride).Select(step => file[..(stride * step)]);

    private static Row Measure(Scene scene, string name, HostileInput kind, IReadOnlyList<byte[]> files)
    {
        var results = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var milliseconds = new List<double>();
        double mebibytes = 0;
        int rounds = files.Count > 1 ? files.Count : Rounds + 1;
        for (int round = 0; round < rounds; round++)
        {
            byte[] file = files[round % files.Count];
            long allocated = GC.GetTotalAllocatedBytes(precise: true);
            long start = Stopwatch.GetTimestamp();
            string result = kind.IsModel ? Protect(scene, file) : Use(scene, file);
            milliseconds.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            mebibytes = Math.Max(mebibytes, (GC.GetTotalAllocatedBytes(precise: true) - allocated) / Mebibyte);
            results[result] = results.GetValueOrDefault(result) + 1;
        }

        var warm = milliseconds.Skip(1).Order().ToList();
        double time = files.Count > 1 ? warm[^1] : warm[Rounds / 2];
        var row = new Row(name, kind, files.Count > 1 ? results : results.Keys.ToDictionary(key => key, _ => 1), time, mebibytes);
        Console.Error.WriteLine(row.Markdown);
        return row;
    }

    private static string Protect(Scene scene, byte[] model)
    {
        try
        {
            Protector.Protect(model, scene.Key, new ProtectOptions { Id = "hostile" });
            return "protected";
        }
        catch (ParDefException refusal)
        {
            return refusal.Code.Text();
        }
    }

    private static string Use(Scene scene, byte[] file)
    {
        var report = Verifier.Verify(file, scene.Key);
        try
        {
            byte[] model = OpenedArtifact.Open(file, scene.Key, OpenPolicy.Repairing).RestoreModel();
            return model.AsSpan().SequenceEqual(scene.Model) && report.Status == VerifyStatus.Repairable ? "repairable" : "WRONG";
        }
        catch (ParDefException refusal)
        {
            return report.Refusal?.Code == refusal.Code ? refusal.Code.Text() : "WRONG";
        }
    }

    private sealed record Row(string Name, HostileInput Kind, IReadOnlyDictionary<string, int> Results, double Milliseconds, double Mebibytes)
    {
        public static IEnumerable<string> Columns => ["| file | kind | result | ms | MiB |", "| --- | --- | --- | --- | --- |"];

        public string Markdown => string.Create(
            CultureInfo.InvariantCulture,
            $"| {Name} | {(Kind.IsModel ? "model" : Kind.HasHeader ? "artifact, authentic header" : "artifact")} | {string.Join(", ", Results.Select(result => Results.Count + result.Value > 2 ? $"{result.Key} {result.Value:N0}" : result.Key))} | {Milliseconds:0.0} | {Mebibytes:0.0} |");

        public bool Holds => !Results.ContainsKey("WRONG")
            && (Kind.HasHeader || Results.ContainsKey("protected") || (Milliseconds <= MostMilliseconds && Mebibytes <= MostMebibytes));
    }
}
