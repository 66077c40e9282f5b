using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Serialization;
using ParDef.Attacks.Faults;
using ParDef.Evaluation.Trials;

namespace ParDef.Campaigns;

/// <summary>The command killed at random points of its run: the file is the old one or the new one.</summary>
internal static class Kills
{
    private const string Kill = "KILL";
    private const string Terminate = "TERM";
    private const int MostRounds = 100;
    private const int Interrupted = 130;
    private const int TerminatedBeforeItsHandlersStood = 128 + 15;

    /// <summary>The report, and whether no file was lost, half written or littered with what a living process must remove.</summary>
    /// <param name="campaign">What made it.</param>
    /// <param name="command">The built command.</param>
    /// <param name="model">An ONNX file.</param>
    /// <param name="kills">Kills a verb; a tenth as many by SIGTERM.</param>
    public static (IEnumerable<string> Lines, bool Holds) Run(Campaign campaign, FileInfo command, FileInfo model, int kills)
    {
        byte[] source = File.ReadAllBytes(model.FullName);
        (string Signal, string Verb)[] cases = [.. from signal in (string[])[Kill, Terminate] from verb in KillScene.Verbs select (signal, verb)];
        var rows = new Row[cases.Length];
        var options = new ParallelOptions { MaxDegreeOfParallelism = campaign.Parallelism, CancellationToken = campaign.Cancellation };
        Parallel.For(0, cases.Length, options, number =>
        {
            var (signal, verb) = cases[number];
            using var scene = new KillScene(command.FullName, model.FullName, verb, campaign.Seed);
            string name = $"{verb} {signal}";
            int trials = signal == Kill ? kills : kills / 10;
            string[] keys = [.. Enumerable.Range(0, trials).Select(trial => campaign.Key(name, source, trial))];
            var results = campaign.Store.RunAll(
                keys, trial => Strike(scene, signal, SeedOf(campaign, name, trial)), KillJson.Default.KillResult, 1, campaign.Cancellation);
            rows[number] = Row.Of(verb, signal, results);
            Console.Error.WriteLine(rows[number].Markdown);
        });
        return (
            [
                .. campaign.Heading("Killed at random points"),
                $"The command runs on a model of {source.Length.ToString("N0", CultureInfo.InvariantCulture)} bytes and is killed after a random share of the time that it takes; runs that end before they are killed are not counted.",
                "*Old*: the file is what it was, to the last bit. *New*: it is whole and what the command was to make (`repair`: identical to the original; `protect` and `rekey`: verifies clean, pages as they must be).",
                "*Lost*: anything else. *Leftovers*: runs that left a temporary file (`.NAME.RANDOM.tmp`) beside it; the next write of the same file removes those that are a minute old",
                "and that no living process has open. SIGTERM is what Ctrl-C is to a terminal: the command ends with code 130, or with 143 before its handlers stand, and leaves none.",
                "",
                .. Row.Columns,
                .. rows.Select(row => row.Markdown),
            ],
            rows.All(row => row.Holds));
    }

    private static ulong SeedOf(Campaign campaign, string name, int trial) =>
        TrialSeed.Derive(campaign.Seed, (name[0] * 1_000_000L) + (name[^1] * 100_000L) + trial);

    private static KillResult Strike(KillScene scene, string signal, ulong seed)
    {
        var random = new SeededRandom(seed);
        for (int round = 0; round < MostRounds; round++)
        {
            scene.Reset();
            using var process = scene.Start();
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEndAsync();
            bool isEarly = process.WaitForExit(TimeSpan.FromMicroseconds(random.Below((long)scene.Duration.TotalMicroseconds)));
            if (!isEarly)
            {
                Send(signal, process);
                process.WaitForExit();
            }

            Task.WaitAll(errors, output);

            // Dead by the signal, or interrupted by it; else it was done before.
            bool isStruck = !isEarly && process.ExitCode is not 0;
            string state = scene.StateOfFile();
            int leftovers = scene.Leftovers();
            bool isExpected = signal == Kill || process.ExitCode is 0 or Interrupted or TerminatedBeforeItsHandlersStood;
            if (isStruck || state == KillScene.Lost || !isExpected)
            {
                return new KillResult(isExpected ? state : KillScene.Lost, leftovers, process.ExitCode);
            }
        }

        throw new InvalidOperationException("the command is always done before it is killed");
    }

    private static void Send(string signal, Process process)
    {
        if (signal == Kill)
        {
            process.Kill();
            return;
        }

        using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private sealed record Row(string Verb, string Signal, int Strikes, int Old, int New, int Lost, int Leftovers)
    {
        public static IEnumerable<string> Columns =>
            ["| command | signal | kills | old | new | lost | leftovers |", "| --- | --- | --- | --- | --- | --- | --- |"];

        public string Markdown => string.Create(
            CultureInfo.InvariantCulture, $"| `{Verb}` | SIG{Signal} | {Strikes:N0} | {Old:N0} | {New:N0} | {Lost} | {Leftovers} |");

        public bool Holds => Lost == 0 && (Signal == Kill || Leftovers == 0);

        public static Row Of(string verb, string signal, IReadOnlyList<KillResult> results) => new(
            verb,
            signal,
            results.Count,
            results.Count(result => result.State == KillScene.Old),
            results.Count(result => result.State == KillScene.New),
            results.Count(result => result.State == KillScene.Lost),
            results.Count(result => result.Leftovers > 0));
    }
}

/// <summary>Result of one kill.</summary>
internal sealed record KillResult(string State, int Leftovers, int Exit);

[JsonSerializable(typeof(KillResult))]
internal sealed partial class KillJson : JsonSerializerContext;
