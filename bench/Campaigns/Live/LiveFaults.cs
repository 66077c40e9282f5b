using System.Collections.Concurrent;
using System.Globalization;
using ParDef.Attacks.Faults;
using ParDef.Attacks.Strikes;
using ParDef.Runtime.Scrubbing;

namespace ParDef.Campaigns.Live;

/// <summary>Faults injected into watched memory under load: every one must be found within two passes and repaired to the last bit, and nothing that was right may be written.</summary>
internal static class LiveFaults
{
    private const int Pages = 1024;
    private const int FaultsAtOnce = 32;
    private const int LoadThreads = 2;

    /// <summary>The lines of the report, and whether the bar is met.</summary>
    public static (IReadOnlyList<string> Lines, bool Holds) Run(Campaign campaign, int faults)
    {
        var memory = new SyntheticMemory(Pages, campaign.Seed);
        var oracle = new PristineOracle(memory);
        var random = new SeededRandom(campaign.Seed);
        var injections = Injection.All();
        var found = new ConcurrentQueue<(ScrubEventArgs Finding, long Passes)>();

        // As fast as it goes, and never in quarantine: alarms are the subject of the writers.
        using var scrubber = new Scrubber(memory, new ScrubberOptions
        {
            Seed = campaign.Seed,
            BytesPerSecond = long.MaxValue >> 2,
            TolerableFaultsPerMinute = int.MaxValue,
            StalledAfter = TimeSpan.FromMinutes(5),
        });
        var windows = new DoubtWindows();
        scrubber.Found += (_, finding) =>
        {
            found.Enqueue((finding, scrubber.Passes));
            windows.Enter(finding);
        };
        scrubber.Start();
        using var load = new Load(memory, oracle, scrubber.Ledger, LoadThreads, campaign.Seed);
        int keyFaults = 0, keyFaultsFound = 0, strangers = 0;
        for (int done = 0; done < faults; done += FaultsAtOnce)
        {
            campaign.Cancellation.ThrowIfCancellationRequested();
            var injection = injections[done / FaultsAtOnce % injections.Count];
            long restores = memory.Restores;
            var hits = new Dictionary<int, long>();
            while (hits.Count < Math.Min(FaultsAtOnce, faults - done))
            {
                int page = (int)random.Below(Pages);
                if (!hits.ContainsKey(page))
                {
                    injection.Hit(memory, scrubber, page, random);
                    hits.Add(page, scrubber.Passes);
                }
            }

            WaitForPasses(scrubber, 3, campaign.Cancellation);
            var (unexplained, again) = Settle(injection, hits, found);
            strangers += unexplained;
            if (oracle.Differing(memory).Count > 0 || memory.Restores - restores != (injection.HitsPage ? hits.Count + again : 0))
            {
                injection.Wrong++;
            }

            if (done / FaultsAtOnce % 16 == 0)
            {
                Injection.HitKey(scrubber, random);
                keyFaults++;
                restores = memory.Restores;
                WaitForPasses(scrubber, 3, campaign.Cancellation);
                keyFaultsFound += found.Any(finding => finding.Finding.Finding == ScrubFinding.TableRepaired) && memory.Restores == restores ? 1 : 0;
                found.Clear();
            }
        }

        load.Dispose();
        scrubber.Stop();
        var ledger = scrubber.Ledger;
        int unseen = windows.Outside(load.WrongReturned);
        bool holds = injections.All(injection => injection.Holds) && keyFaults == keyFaultsFound && strangers == 0 && unseen == 0 && load.WrongReturned.Count <= ledger.Exposed;
        return (
            [
                "## Faults",
                "",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Pages:N0} pages of random content, the last one short; a scrubber that never rests; {LoadThreads} threads that compute answers; {FaultsAtOnce} faults on different pages at once."),
                "",
                .. Injection.Columns,
                .. injections.Select(injection => injection.Markdown),
                string.Create(CultureInfo.InvariantCulture, $"| hash key: one bit of one of three copies | {keyFaults:N0} | | | {keyFaults - keyFaultsFound} | 0 |"),
                "",
                string.Create(CultureInfo.InvariantCulture, $"Findings that no fault explains: {strangers}. Answers returned {ledger.Returned:N0}, of them wrong {load.WrongReturned.Count:N0} and counted as exposed {ledger.Exposed:N0};"),
                string.Create(CultureInfo.InvariantCulture, $"withheld {ledger.Withheld:N0}, of them wrong {load.WrongWithheld:N0}. Wrong answers that were returned outside of every window of doubt: {unseen}."),
                "",
            ],
            holds);
    }

    private static void WaitForPasses(Scrubber scrubber, int passes, CancellationToken cancellation)
    {
        long until = scrubber.Passes + passes;
        while (scrubber.Passes < until)
        {
            cancellation.ThrowIfCancellationRequested();
            Thread.Sleep(0);
        }
    }

    /// <summary>Matches findings with hits; returns how many findings have no hit, and how many found the second half of a fault whose first was repaired.</summary>
    private static (int Strangers, int Again) Settle(Injection injection, Dictionary<int, long> hits, ConcurrentQueue<(ScrubEventArgs Finding, long Passes)> found)
    {
        int strangers = 0, again = 0;
        var pages = new Dictionary<int, long>();
        var tables = new Dictionary<int, long>();
        while (found.TryDequeue(out var next))
        {
            var expected = next.Finding.Finding switch
            {
                ScrubFinding.PageRepaired when injection.HitsPage => pages,
                ScrubFinding.TableRepaired when injection.HitsTable => tables,
                _ => null,
            };
            bool isHalf = !injection.IsAtOnce && hits.ContainsKey(next.Finding.Page) && (next.Finding.Finding == ScrubFinding.PageResists
                || (next.Finding.Finding == ScrubFinding.PageRepaired && pages.ContainsKey(next.Finding.Page)));
            if (isHalf)
            {
                again++;
            }
            else if (expected is null || !hits.ContainsKey(next.Finding.Page) || !expected.TryAdd(next.Finding.Page, next.Passes))
            {
                strangers++;
            }
        }

        foreach (var (page, passes) in hits)
        {
            bool isFound = (!injection.HitsPage || pages.ContainsKey(page)) && (!injection.HitsTable || tables.ContainsKey(page));
            long last = Math.Max(pages.GetValueOrDefault(page), tables.GetValueOrDefault(page));
            injection.Enter(isFound ? last - passes : null);
        }

        return (strangers, again);
    }
}
