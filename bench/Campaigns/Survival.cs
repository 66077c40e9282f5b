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

    /// <summary>Runs what is not stored yet, and returns the report.</summary>
    public static IEnumerable<string> Run(Campaign campaign, IReadOnlyList<FileInfo> models, int seeds)
    {
        List<string> lines =
        [
            .. campaign.Heading("Survival"),
            "Each trial: protect under a fresh key, write, remember the SHA-256, damage, `verify` (must say repairable), `repair`, compare the SHA-256. "
            + "\"Beyond reach\" rows must be refused and the file left untouched.",
            "",
            "| model | damage | as it must be | of | pages bad, most | bits wrong, most |",
            "| --- | --- | --- | --- | --- | --- |",
        ];
        foreach (var file in models)
        {
            byte[] model = InputFile.Read(file.FullName);
            int length = Protect(model).Content.Length;
            foreach (var (fault, repairable, count) in Faults(length, seeds))
            {
                string[] keys = [.. Enumerable.Range(0, count).Select(i => campaign.Key(fault(i).Description, model, i))];
                var results = campaign.Store.RunAll(
                    keys,
                    i => Trial(model, fault(i), TrialSeed.Derive(campaign.Seed, i), repairable),
                    SurvivalJson.Default.SurvivalResult,
                    campaign.Parallelism,
                    campaign.Cancellation);
                string description = count == seeds || count == 1 ? fault(0).Description : "each single page lost";
                lines.Add(string.Create(CultureInfo.InvariantCulture,
                    $"| {Path.GetFileNameWithoutExtension(file.Name)} | {description}{(repairable ? "" : " (beyond reach)")} | {results.Count(result => result.AsItMustBe)} | {count} | {results.Max(result => result.PagesBad):N0} of {results[0].Pages:N0} | {results.Max(result => result.BitsWrong):N0} |"));
                Console.Error.WriteLine(lines[^1]);
            }
        }

        return lines;
    }

    /// <summary>All faults for a file of a length; each with a value for every trial number.</summary>
    private static IEnumerable<(Func<int, Fault> Fault, bool Repairable, int Count)> Faults(int length, int seeds)
    {
        foreach (int bits in (int[])[1, 10, 1_000])
        {
            yield return (_ => new FlipBits(bits), true, seeds);
        }

        foreach (double rate in (double[])[0.001, 0.003, 0.005])
        {
            yield return (_ => new FlipShare(rate), true, seeds);
        }

        foreach (int percent in (int[])[1, 5, 10])
        {
            foreach (var fill in Enum.GetValues<Fill>())
            {
                yield return (_ => new Burst((int)((long)length * percent / 100), fill), true, seeds);
            }
        }

        yield return (_ => new CutEnd(length / 100), true, seeds);
        yield return (_ => new Append(length / 100), true, seeds);
        yield return (_ => new CutFront(length / 100), true, seeds);
        yield return (page => new LosePage(page, PageBytes, Fill.Random), true, length / PageBytes);
        yield return (_ => new Burst((int)(0.4 * length), Fill.Random), false, seeds);
        yield return (_ => new FlipShare(0.05), false, seeds);
    }

    private static ProtectedFile Protect(byte[] model)
    {
        using var key = MasterKey.Generate();
        return Protector.Protect(model, key, new ProtectOptions { Id = "survival" });
    }

    private static SurvivalResult Trial(byte[] model, Fault fault, ulong seed, bool repairable)
    {
        string folder = Directory.CreateTempSubdirectory("pardef-survival").FullName;
        try
        {
            using var key = MasterKey.Generate();
            string path = Path.Combine(folder, "model.pardef");
            byte[] original = Protector.Protect(model, key, new ProtectOptions { Id = "survival" }).Content;
            byte[] digest = SHA256.HashData(original);
            AtomicFile.Write(path, fault.Apply(original, new SeededRandom(seed)), overwrite: false);
            byte[] damaged = SHA256.HashData(InputFile.Read(path));

            var report = Verifier.Verify(InputFile.Read(path), key);
            var expected = repairable ? VerifyStatus.Repairable : VerifyStatus.Refused;
            bool after;
            try
            {
                AtomicFile.Write(path, Repairer.Repair(InputFile.Read(path), key).Content.Span, overwrite: true);
                after = repairable && SHA256.HashData(InputFile.Read(path)).AsSpan().SequenceEqual(digest);
            }
            catch (ParDefException)
            {
                after = !repairable && SHA256.HashData(InputFile.Read(path)).AsSpan().SequenceEqual(damaged);
            }

            int pages = PublicHeader.Read(original).Layout.Geometry.PayloadPages + PublicHeader.Read(original).Layout.Geometry.ParityPages;
            return new SurvivalResult(report.Status == expected && after, pages, report.Damage?.PagesBad ?? 0, report.Damage?.BitsWrong ?? 0);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

/// <summary>Result of one trial.</summary>
internal sealed record SurvivalResult(bool AsItMustBe, int Pages, int PagesBad, long BitsWrong);

[JsonSerializable(typeof(SurvivalResult))]
internal sealed partial class SurvivalJson : JsonSerializerContext;
