using System.Collections.Concurrent;
using System.Diagnostics;
using ParDef.Evaluation.Trials;

namespace ParDef.Evaluation.Tests.Trials;

/// <summary>A campaign in a process of its own, killed with no chance to clean up, and gone on with.</summary>
public class KilledCampaignTests
{
    /// <summary>Set for the child process: the folder that it works in until it is killed.</summary>
    private const string FolderVariable = "PARDEF_TEST_CAMPAIGN";

    private const int TrialsWithoutFolder = 20;
    private const int TrialsBeforeTheKill = 30;

    /// <summary>More than a child finishes before it is killed, yet an end for one whose parent died.</summary>
    private const int TrialsUntilTheKill = 100_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>What the child process runs too.</summary>
    [Fact]
    public void A_campaign_stores_every_trial()
    {
        // The child gets the parent's folder: one of its own would outlive it.
        if (Environment.GetEnvironmentVariable(FolderVariable) is string given)
        {
            Run(given, TrialsUntilTheKill, Trial);
            return;
        }

        using var own = new TemporaryFolder();
        Run(own.Path, TrialsWithoutFolder, Trial);
        Assert.Equal(TrialsWithoutFolder, Directory.GetFiles(own.Path, "*.json").Length);
    }

    [Fact]
    public async Task A_killed_campaign_goes_on_where_it_was()
    {
        using var folder = new TemporaryFolder();
        await KillMidway(folder.Path);
        int trials = Directory.GetFiles(folder.Path, "*.json").Length + 10;
        var keys = new NumberedKeys(trials);
        var store = new TrialStore(folder.Path);
        int[] missing = [.. Enumerable.Range(0, trials).Where(number => !File.Exists(store.PathOf(keys[number])))];
        Assert.Equal(10, missing.Length);

        var run = new ConcurrentBag<int>();
        var results = Run(
            folder.Path,
            trials,
            number =>
            {
                run.Add(number);
                return Trial(number);
            });
        Assert.Equal(Enumerable.Range(0, trials).Select(Trial), results);
        Assert.Equal(missing, run.Order());
    }

    private static SampleResult Trial(int number) => new("repaired", number, number / 7.0, TrialSeed.Derive(5, number));

    private static IReadOnlyList<SampleResult> Run(string folder, int trials, Func<int, SampleResult> trial) => new TrialStore(folder).RunAll(
        new NumberedKeys(trials), trial, SampleResult.Type, 2, TestContext.Current.CancellationToken);

    private static async Task KillMidway(string folder)
    {
        string host = OperatingSystem.IsWindows() ? "ParDef.Evaluation.Tests.exe" : "ParDef.Evaluation.Tests";
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, host))
        {
            ArgumentList = { "-method", $"*.{nameof(A_campaign_stores_every_trial)}" },
            Environment = { [FolderVariable] = folder },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var child = Process.Start(start)!;
        try
        {
            var waited = Stopwatch.StartNew();
            while (Directory.GetFiles(folder, "*.json").Length < TrialsBeforeTheKill)
            {
                Assert.False(child.HasExited, "the child process ended before it was killed");
                Assert.True(waited.Elapsed < Patience, "the child process stored no trials");
                await Task.Delay(10, TestContext.Current.CancellationToken);
            }
        }
        finally
        {
            child.Kill();
            await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Keys of a long campaign, made when they are asked for.</summary>
    private sealed class NumberedKeys(int count) : IReadOnlyList<string>
    {
        public int Count => count;

        public string this[int index] => new TrialKey("killed", "0", "1", index).Text;

        public IEnumerator<string> GetEnumerator() => Enumerable.Range(0, count).Select(index => this[index]).GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
