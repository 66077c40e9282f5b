using System.Globalization;
using ParDef.Attacks.Strikes;
using ParDef.Runtime.Scrubbing;

namespace ParDef.Campaigns.Live;

/// <summary>Writers who work against the scrubber: alarm and quarantine must come, and what was exposed until then is counted.</summary>
internal static class LiveWriters
{
    private const int Pages = 1024;
    private const int LoadThreads = 2;

    /// <summary>A pass takes about this long at the rate of the campaign.</summary>
    public static readonly TimeSpan PassTime = TimeSpan.FromMilliseconds(50);

    /// <summary>The lines of the report, and whether every writer met its alarm.</summary>
    public static (IReadOnlyList<string> Lines, bool Holds) Run(Campaign campaign, int passes)
    {
        var rows = LiveWriter.All.Select(writer => Against(campaign, writer, passes)).ToList();
        return (
            [
                "## Writers",
                "",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Pages:N0} pages, a pass in about {PassTime.TotalMilliseconds} ms, alarm at the fourth fault within a minute, at most {passes} passes; the counts end with the alarm, after which a service is not ready."),
                "*Wrong*: of the returned answers. *Unseen*: of these the ones outside of every window of doubt: the writer had undone its change before the page was checked.",
                "",
                .. Row.Columns,
                .. rows.Select(row => row.Markdown),
                "",
            ],
            rows.All(row => row.Holds));
    }

    private static Row Against(Campaign campaign, LiveWriter writer, int passes)
    {
        var memory = new SyntheticMemory(Pages, campaign.Seed);
        var oracle = new PristineOracle(memory);
        using var scrubber = new Scrubber(memory, new ScrubberOptions
        {
            Seed = campaign.Seed,
            BytesPerSecond = (long)(memory.Bytes / PassTime.TotalSeconds),
            StalledAfter = TimeSpan.FromMinutes(5),
        });
        long? firstFinding = null, alarm = null;
        var windows = new DoubtWindows();
        scrubber.Found += (_, finding) =>
        {
            firstFinding ??= scrubber.Passes;
            windows.Enter(finding);
        };
        scrubber.StateChanged += (_, _) => alarm ??= scrubber.State == ScrubberState.Quarantined ? scrubber.Passes : null;
        scrubber.Start();
        bool isEnding = false;
        using var load = new Load(memory, oracle, scrubber.Ledger, LoadThreads, campaign.Seed);
        var thread = writer.Start(memory, scrubber, () => Volatile.Read(ref isEnding));
        while (alarm is null && scrubber.Passes < passes)
        {
            campaign.Cancellation.ThrowIfCancellationRequested();
            Thread.Sleep(1);
        }

        bool isReady = scrubber.IsReady;
        Volatile.Write(ref isEnding, true);
        load.Dispose();
        thread.Join();
        scrubber.Stop();
        var row = new Row(
            writer.Name, firstFinding, alarm, isReady, scrubber.Ledger.Returned, scrubber.Ledger.Exposed, scrubber.Ledger.Withheld, load.WrongReturned.Count, windows.Outside(load.WrongReturned));
        Console.Error.WriteLine(row.Markdown);
        return row;
    }

    private sealed record Row(string Writer, long? FirstFinding, long? Alarm, bool IsReady, long Returned, long Exposed, long Withheld, int Wrong, int Unseen)
    {
        public static IEnumerable<string> Columns =>
        [
            "| writer | passes until found | passes until the alarm | ready after it | answers returned | counted as exposed | withheld | wrong | unseen |",
            "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
        ];

        public bool Holds => Alarm is not null && !IsReady;

        public string Markdown => string.Create(
            CultureInfo.InvariantCulture,
            $"| {Writer} | {FirstFinding} | {Alarm} | {(IsReady ? "yes" : "no")} | {Returned:N0} | {Exposed:N0} | {Withheld:N0} | {Wrong:N0} | {Unseen:N0} |");
    }
}
