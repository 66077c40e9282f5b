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
    private const int PagesARun = 64;

    /// <summary>Runs what is not stored yet, and returns the report.</summary>
    public static IEnumerable<string> Run(Campaign campaign, IReadOnlyList<FileInfo> models, int seeds)
    {
        List<string> lines =
        [
            .. campaign.Heading("Survival"),
            "Each trial: protect under a fresh key, write, remember the SHA-256, damage, `verify` (must say repairable), `repair`, compare the SHA-256. "
            + "\"Beyond reach\" rows must be refused and the file left untouched. Rows of single pages call `repair` only. The seed places the damage; keys are fresh in every trial.",
            "",
            "| model | damage | as it must be | of | pages bad, most | bits wrong, most |",
            "| --- | --- | --- | --- | --- | --- |",
        ];
        foreach (var file in models)
        {
            byte[] model = InputFile.Read(file.FullName);
            int length = Protect(model).Content.Length;
            foreach (var (fault, repairable) in Faults(length))
            {
                string[] keys = [.. Enumerable.Range(0, seeds).Select(i => campaign.Key(fault.Description, model, i))];
                var results = campaign.Store.RunAll(
                    keys,
                    i => Trial(model, fault, TrialSeed.Derive(campaign.Seed, i), repairable),
                    SurvivalJson.Default.SurvivalResult,
                    campaign.Parallelism,
                    campaign.Cancellation);
                lines.Add(Row(file, fault.Description + (repairable ? "" : " (beyond reach)"), results, seeds));
                Console.Error.WriteLine(lines[^1]);
            }

            lines.Add(EachPage(campaign, file, model));
            Console.Error.WriteLine(lines[^1]);
        }

        return lines;
    }

    /// <summary>Every page of a file lost in turn, in runs of pages that share one protected file.</summary>
    private static string EachPage(Campaign campaign, FileInfo file, byte[] model)
    {
        int pages = PageOffsets(Protect(model).Content).Length;
        int runs = (pages + PagesARun - 1) / PagesARun;
        var results = campaign.Store.RunAll(
            [.. Enumerable.Range(0, runs).Select(run => campaign.Key($"each of {PagesARun} pages lost", model, run))],
            run => LosePages(model, run * PagesARun, Math.Min(pages, (run + 1) * PagesARun), TrialSeed.Derive(campaign.Seed, run)),
            SurvivalJson.Default.SurvivalResult,
            campaign.Parallelism,
            campaign.Cancellation);
        int survived = results.Select((result, run) => result.AsItMustBe ? Math.Min(pages, (run + 1) * PagesARun) - run * PagesARun : 0).Sum();
        return Row(file, "each single page lost, one at a time", results, pages, survived);
    }

    private static SurvivalResult LosePages(byte[] model, int first, int end, ulong seed)
    {
        using var folder = new TemporaryFolder();
        using var key = MasterKey.Generate();
        byte[] original = Protector.Protect(model, key, new ProtectOptions { Id = "survival" }).Content;
        byte[] digest = SHA256.HashData(original);
        int[] offsets = PageOffsets(original);
        var random = new SeededRandom(seed);
        bool survived = true;
        long bits = 0;
        for (int page = first; page < end; page++)
        {
            AtomicFile.Write(folder.Artifact, new Burst(PageBytes, Fill.Random, offsets[page]).Apply(original, random), overwrite: true);
            var repaired = Repairer.Repair(InputFile.Read(folder.Artifact), key);
            AtomicFile.Write(folder.Artifact, repaired.Content.Span, overwrite: true);
            survived &= repaired.Damage.PagesBad == 1 && SHA256.HashData(InputFile.Read(folder.Artifact)).AsSpan().SequenceEqual(digest);
            bits = Math.Max(bits, repaired.Damage.BitsWrong);
        }

        return new SurvivalResult(survived, offsets.Length, 1, bits);
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

    /// <summary>All faults for a file of a length, and whether it must come back.</summary>
    private static IEnumerable<(Fault Fault, bool Repairable)> Faults(int length)
    {
        foreach (int bits in (int[])[1, 10, 1_000])
        {
            yield return (new FlipBits(bits), true);
        }

        foreach (double rate in (double[])[0.001, 0.003, 0.005])
        {
            yield return (new FlipShare(rate), true);
        }

        foreach (int percent in (int[])[1, 5, 10])
        {
            foreach (var fill in Enum.GetValues<Fill>())
            {
                yield return (new Burst((int)((long)length * percent / 100), fill), true);
            }
        }

        yield return (new CutEnd(length / 100), true);
        yield return (new Append(length / 100), true);
        yield return (new CutFront(length / 100), true);
        yield return (new Burst((int)(0.4 * length), Fill.Random), false);
        yield return (new FlipShare(0.05), false);
    }

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
