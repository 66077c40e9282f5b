using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Serialization;
using ParDef.Artifacts.Errors;
using ParDef.Artifacts.Inspecting;
using ParDef.Artifacts.Keys;
using ParDef.Artifacts.Protecting;
using ParDef.Artifacts.Repairing;
using ParDef.Artifacts.Storage;
using ParDef.Artifacts.Verifying;
using ParDef.Attacks.Faults;
using ParDef.Evaluation.Trials;

namespace ParDef.Campaigns;

/// <summary>
/// Files on disk, protected under a fresh key, damaged, verified and repaired; the digest of the result against that of the file before. A trial is one model, one
/// fault, one seed.
/// </summary>
internal static class Survival
{
    private const int PageBytes = 4096;
    private const int BurstsARun = 64;

    /// <summary>What a file must survive whatever its size; and every single page lost.</summary>
    public static IEnumerable<string> Everyday(Campaign campaign, IReadOnlyList<FileInfo> models, int seeds)
    {
        var lines = Heading(campaign, "Survival");
        foreach (var file in models)
        {
            byte[] model = InputFile.Read(file.FullName);
            byte[] artifact = Protect(model).Content;
            AddFaults(lines, campaign, file, model, seeds, SurvivalFaults.Everyday(artifact.Length));
            Add(lines, EachBurst(campaign, file, model, "each single page lost, one at a time", PageBytes, PageOffsets(artifact)));
        }

        return lines;
    }

    /// <summary>What the code corrects at its limit; and sectors of the disk lost one at a time.</summary>
    public static IEnumerable<string> AtTheLimit(Campaign campaign, IReadOnlyList<FileInfo> models, int seeds)
    {
        var lines = Heading(campaign, "Survival at the limit of the code");
        foreach (var file in models)
        {
            byte[] model = InputFile.Read(file.FullName);
            int length = Protect(model).Content.Length;
            AddFaults(lines, campaign, file, model, seeds, SurvivalFaults.AtTheLimit(length));
            int[] sectors = [.. Enumerable.Range(0, length / PageBytes).Select(sector => sector * PageBytes)];
            new Random((int)campaign.Seed).Shuffle(sectors);
            Add(lines, EachBurst(campaign, file, model, "each of 500 random sectors lost, one at a time", PageBytes, [.. sectors.Take(500)]));
        }

        return lines;
    }

    /// <summary>A tenth of a file overwritten, from every offset in steps.</summary>
    public static IEnumerable<string> Offsets(Campaign campaign, IReadOnlyList<FileInfo> models, int step)
    {
        var lines = Heading(campaign, "A burst at every offset");
        foreach (var file in models)
        {
            byte[] model = InputFile.Read(file.FullName);
            int length = Protect(model).Content.Length;
            int burst = length / 10;
            int[] offsets = [.. Enumerable.Range(0, (length - burst) / step + 1).Select(i => i * step)];
            Add(lines, EachBurst(campaign, file, model, $"{burst:N0} bytes overwritten from every offset, in steps of {step:N0}", burst, offsets));
        }

        return lines;
    }

    private static List<string> Heading(Campaign campaign, string title) =>
    [
        .. campaign.Heading(title),
        "Each trial: protect under a fresh key, write, remember the SHA-256, damage, `verify` (must say repairable), `repair`, compare the SHA-256. "
        + "\"Beyond reach\" rows must be refused and the file left untouched. Rows of one place at a time call `repair` only. The seed places the damage; keys are fresh in every trial.",
        "",
        "| model | damage | as it must be | of | pages bad, most | bits wrong, most |",
        "| --- | --- | --- | --- | --- | --- |",
    ];

    private static void Add(List<string> lines, string row)
    {
        lines.Add(row);
        Console.Error.WriteLine(row);
    }

    private static void AddFaults(
        List<string> lines, Campaign campaign, FileInfo file, byte[] model, int seeds, IEnumerable<(Fault Fault, bool Repairable)> faults)
    {
        foreach (var (fault, repairable) in faults)
        {
            string[] keys = [.. Enumerable.Range(0, seeds).Select(i => campaign.Key(fault.Description, model, i))];
            var results = campaign.Store.RunAll(
                keys,
                i => Trial(model, fault, TrialSeed.Derive(campaign.Seed, i), repairable),
                SurvivalJson.Default.SurvivalResult,
                campaign.Parallelism,
                campaign.Cancellation);
            Add(lines, Row(file, fault.Description + (repairable ? "" : " (beyond reach)"), results, seeds));
        }
    }

    /// <summary>A burst at each of many offsets in turn, in runs that share one protected file.</summary>
    private static string EachBurst(Campaign campaign, FileInfo file, byte[] model, string description, int length, int[] offsets)
    {
        int[][] runs = [.. offsets.Chunk(BurstsARun)];
        var results = campaign.Store.RunAll(
            [.. Enumerable.Range(0, runs.Length).Select(run => campaign.Key($"{description}, {length} bytes, {BurstsARun} a run", model, run))],
            run => Bursts(model, length, runs[run], TrialSeed.Derive(campaign.Seed, run)),
            SurvivalJson.Default.SurvivalResult,
            campaign.Parallelism,
            campaign.Cancellation);
        int survived = results.Select((result, run) => result.AsItMustBe ? runs[run].Length : 0).Sum();
        return Row(file, description, results, offsets.Length, survived);
    }

    private static SurvivalResult Bursts(byte[] model, int length, int[] offsets, ulong seed)
    {
        using var folder = new TemporaryFolder();
        using var key = MasterKey.Generate();
        byte[] original = Protector.Protect(model, key, new ProtectOptions { Id = "survival" }).Content;
        byte[] digest = SHA256.HashData(original);
        var geometry = PublicHeader.Read(original).Layout.Geometry;
        var random = new SeededRandom(seed);
        bool survived = true;
        int pages = 0;
        long bits = 0;
        foreach (int offset in offsets)
        {
            AtomicFile.Write(folder.Artifact, new Burst(length, Fill.Random, offset).Apply(original, random), overwrite: true);
            try
            {
                var repaired = Repairer.Repair(InputFile.Read(folder.Artifact), key);
                AtomicFile.Write(folder.Artifact, repaired.Content.Span, overwrite: true);
                pages = Math.Max(pages, repaired.Damage.PagesBad);
                bits = Math.Max(bits, repaired.Damage.BitsWrong);
            }
            catch (ParDefException)
            {
                survived = false;
            }

            survived &= SHA256.HashData(InputFile.Read(folder.Artifact)).AsSpan().SequenceEqual(digest);
        }

        return new SurvivalResult(survived, geometry.PayloadPages + geometry.ParityPages, pages, bits);
    }

    /// <summary>Offsets of all payload and parity pages.</summary>
    private static int[] PageOffsets(byte[] artifact)
    {
        var layout = PublicHeader.Read(artifact).Layout;
        return
        [
            .. Enumerable.Range(0, layout.Geometry.PayloadPages).Select(page => layout.PayloadOffset + page * PageBytes),
            .. Enumerable.Range(0, layout.Geometry.ParityPages).Select(page => layout.ParityOffset + page * PageBytes),
        ];
    }

    private static string Row(FileInfo file, string description, IReadOnlyList<SurvivalResult> results, int tried, int? survived = null) =>
        string.Create(CultureInfo.InvariantCulture,
            $"| {Path.GetFileNameWithoutExtension(file.Name)} | {description} | {survived ?? results.Count(result => result.AsItMustBe):N0} | {tried:N0} | {results.Max(result => result.PagesBad):N0} of {results[0].Pages:N0} | {results.Max(result => result.BitsWrong):N0} |");

    private static ProtectedFile Protect(byte[] model)
    {
        using var key = MasterKey.Generate();
        return Protector.Protect(model, key, new ProtectOptions { Id = "survival" });
    }

    private static SurvivalResult Trial(byte[] model, Fault fault, ulong seed, bool repairable)
    {
        using var folder = new TemporaryFolder();
        using var key = MasterKey.Generate();
        byte[] original = Protector.Protect(model, key, new ProtectOptions { Id = "survival" }).Content;
        byte[] digest = SHA256.HashData(original);
        AtomicFile.Write(folder.Artifact, fault.Apply(original, new SeededRandom(seed)), overwrite: false);
        byte[] damaged = SHA256.HashData(InputFile.Read(folder.Artifact));

        var report = Verifier.Verify(InputFile.Read(folder.Artifact), key);
        var expected = repairable ? VerifyStatus.Repairable : VerifyStatus.Refused;
        bool after;
        try
        {
            AtomicFile.Write(folder.Artifact, Repairer.Repair(InputFile.Read(folder.Artifact), key).Content.Span, overwrite: true);
            after = repairable && SHA256.HashData(InputFile.Read(folder.Artifact)).AsSpan().SequenceEqual(digest);
        }
        catch (ParDefException)
        {
            after = !repairable && SHA256.HashData(InputFile.Read(folder.Artifact)).AsSpan().SequenceEqual(damaged);
        }

        var geometry = PublicHeader.Read(original).Layout.Geometry;
        return new SurvivalResult(
            report.Status == expected && after,
            geometry.PayloadPages + geometry.ParityPages,
            report.Damage?.PagesBad ?? 0,
            report.Damage?.BitsWrong ?? 0);
    }

    private sealed class TemporaryFolder : IDisposable
    {
        private readonly string _path = Directory.CreateTempSubdirectory("pardef-survival").FullName;

        public string Artifact => Path.Combine(_path, "model.pardef");

        public void Dispose() => Directory.Delete(_path, recursive: true);
    }
}

/// <summary>Result of one trial.</summary>
internal sealed record SurvivalResult(bool AsItMustBe, int Pages, int PagesBad, long BitsWrong);

[JsonSerializable(typeof(SurvivalResult))]
internal sealed partial class SurvivalJson : JsonSerializerContext;
