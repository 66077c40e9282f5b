using System.Diagnostics;
using System.Globalization;

namespace ParDef.Campaigns;

/// <summary>Wall time of the command itself, process start included, beside hashing the same model with sha256sum in the same rounds.</summary>
internal static class CommandSpeed
{
    /// <summary>The report.</summary>
    /// <param name="campaign">What made it.</param>
    /// <param name="command">The built command.</param>
    /// <param name="model">A model.</param>
    /// <param name="rounds">Rounds; every command runs once in each.</param>
    public static IEnumerable<string> Run(Campaign campaign, FileInfo command, FileInfo model, int rounds)
    {
        string folder = Directory.CreateTempSubdirectory("pardef-speed").FullName;
        try
        {
            string key = Path.Combine(folder, "k.key");
            string artifact = Path.Combine(folder, "m.pardef");
            string restored = Path.Combine(folder, "m.onnx");
            Time(command.FullName, "keygen", "-o", key);
            (string Name, Func<double> Run)[] rows =
            [
                ("sha256sum of the model", () => Time("sha256sum", model.FullName)),
                ("start only (`--version`)", () => Time(command.FullName, "--version")),
                ("`protect`", () => Time(command.FullName, "protect", model.FullName, "-o", artifact, "--key", key, "--force")),
                ("`verify`, clean", () => Time(command.FullName, "verify", artifact, "--key", key)),
                ("`restore`", () => Time(command.FullName, "restore", artifact, "--key", key, "-o", restored, "--force")),
            ];
            var times = rows.Select(_ => new List<double>()).ToArray();
            for (int round = 0; round < rounds; round++)
            {
                for (int row = 0; row < rows.Length; row++)
                {
                    times[row].Add(rows[row].Run());
                }
            }

            double unit = Median(times[0]);
            return
            [
                .. campaign.Heading($"Speed of the command on {Path.GetFileNameWithoutExtension(model.Name)}"),
                $"Medians of {rounds} interleaved rounds, process start included; the ratio is to the first row.",
                "",
                "| command | median s | least s | most s | ratio |",
                "| --- | --- | --- | --- | --- |",
                .. rows.Select((row, i) => string.Create(CultureInfo.InvariantCulture,
                    $"| {row.Name} | {Median(times[i]):0.000} | {times[i].Min():0.000} | {times[i].Max():0.000} | {Median(times[i]) / unit:0.00} |")),
            ];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double Time(string program, params string[] arguments)
    {
        long start = Stopwatch.GetTimestamp();
        var options = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(options)!;
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return process.ExitCode == 0 ? seconds : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {errors}");
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
