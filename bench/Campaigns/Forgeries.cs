using System.Collections.Concurrent;
using System.Globalization;
using ParDef.Artifacts.Errors;
using ParDef.Attacks.Faults;
using ParDef.Attacks.Forgeries;
using ParDef.Attacks.Tests.Forgeries;
using ParDef.ErrorCorrection.Interleaving;
using ParDef.Evaluation.Trials;

namespace ParDef.Campaigns;

/// <summary>Every class of forgers many times against a victim, and against a victim who looks at no tag.</summary>
internal static class Forgeries
{
    // The smallest artifact there is, and one of several pages.
    private static readonly int[] Weights = [1_000, 8_000];

    /// <summary>The report, and whether nothing was accepted with tags while the control without them was fooled every time.</summary>
    public static (IEnumerable<string> Lines, bool Holds) Run(Campaign campaign, int attempts)
    {
        Scene[] scenes = [.. Weights.Select(weights => new Scene(weights, campaign.Seed))];
        KeyedStreams?[] guesses = new KeyedStreams?[scenes.Length];
        KeyedStreams?[] placements = [.. scenes.Select(Control.TruePlacement)];
        var rows = Forgery.All.Select(forgery => Row.Of(campaign, forgery, forgery.Name, scenes, guesses, attempts))
            .Append(Row.Of(campaign, Forgery.All[0], $"{Forgery.All[0].Name}, placement given", scenes, placements, attempts))
            .ToList();
        foreach (var scene in scenes)
        {
            scene.Dispose();
        }

        bool holds = rows.All(row => row.Accepted == 0)
            && rows.Where(row => row.Forgery is ChosenCodeword).All(row => row.AcceptedWithoutTags == attempts);
        return ([.. campaign.Heading("Forged files"), .. Explanation(scenes), "", .. Row.Columns, .. rows.Select(row => row.Markdown)], holds);
    }

    private static IEnumerable<string> Explanation(Scene[] scenes) =>
    [
        "Forgers have every file, model and document, and no key. Attempts alternate between artifacts of "
        + string.Join(" and ", scenes.Select(scene => $"{scene.Loot.Target.Length.ToString("N0", CultureInfo.InvariantCulture)} bytes"))
        + ", to which a new key was given once (`rekey`). The victim verifies, restores and repairs, and demands an id and a least revision.",
        "*Accepted*: verified clean, or gave a model or a file that is not the protected one. *Without tags*: the same attempts against the same code with a cipher",
        "that never looks at a tag (`tests/ParDef.Attacks.Tests/Forgeries/UncheckedCipher.cs`); counted is any other model that came out.",
        "*Placement given*: the forger is handed the secret placement of words in the code, so that his file is a valid codeword to the last bit.",
        "`older-file` is no forgery: a whole authentic file can be told from the one expected by what the victim demands only (`--expect-id`, `--min-revision`, `--state`).",
        "Keys are fresh in every run, so counts by refusal can differ by a few.",
    ];

    private sealed record Row(Forgery Forgery, string Name, int Attempts, int Accepted, int AcceptedWithoutTags, IReadOnlyDictionary<string, int> By)
    {
        public static IEnumerable<string> Columns =>
            ["| forger | attempts | accepted | refused or undone by | without tags: accepted |", "| --- | --- | --- | --- | --- |"];

        public string Markdown => string.Create(
            CultureInfo.InvariantCulture,
            $"| {Name}: {Forgery.Description} | {Attempts:N0} | {Accepted} | {string.Join(", ", By.OrderByDescending(by => by.Value).Select(by => $"{by.Key} {by.Value:N0}"))} | {AcceptedWithoutTags:N0} |");

        public static Row Of(Campaign campaign, Forgery forgery, string name, Scene[] scenes, KeyedStreams?[] placements, int attempts)
        {
            int accepted = 0;
            int fooled = 0;
            var by = new ConcurrentDictionary<string, int>();
            var options = new ParallelOptions { MaxDegreeOfParallelism = campaign.Parallelism, CancellationToken = campaign.Cancellation };
            Parallel.For(0, attempts, options, attempt =>
            {
                var scene = scenes[attempt % scenes.Length];
                var loot = placements[attempt % scenes.Length] is { } placement ? scene.Loot with { Placement = placement } : scene.Loot;
                byte[] forged = forgery.Forge(loot, new SeededRandom(TrialSeed.Derive(campaign.Seed, attempt)));
                var outcome = ForgeryTrial.Run(scene, forged, campaign.Cancellation);
                Interlocked.Add(ref accepted, outcome.IsAccepted ? 1 : 0);
                Interlocked.Add(ref fooled, IsFooled(scene, forged, campaign.Cancellation) ? 1 : 0);
                by.AddOrUpdate(outcome.By, 1, (_, count) => count + 1);
            });
            var row = new Row(forgery, name, attempts, accepted, fooled, by);
            Console.Error.WriteLine(row.Markdown);
            return row;
        }

        private static bool IsFooled(Scene scene, byte[] forged, CancellationToken cancellation)
        {
            try
            {
                return !Control.RestoreWithoutTags(scene, forged, cancellation).AsSpan().SequenceEqual(scene.Model);
            }
            catch (ParDefException)
            {
                return false;
            }
        }
    }
}
