using ParDef.Artifacts.Inspecting;
using ParDef.Artifacts.Keys;
using ParDef.Artifacts.Protecting;
using ParDef.Artifacts.Storage;
using ParDef.Attacks.Faults;
using ParDef.Evaluation.Trials;

namespace ParDef.Campaigns;

/// <summary>Which damage a campaign does to which files. A trial is one model, one fault, one seed.</summary>
/// <param name="campaign">What is run.</param>
/// <param name="only">Part of the description of the damage that is wanted; empty for all.</param>
internal sealed class Survival(Campaign campaign, string only)
{
    private const int PageBytes = 4096;
    private const int BurstsARun = 64;

    /// <summary>Says what the table shows.</summary>
    public const string Explanation =
        "Each trial: protect under a fresh key, write, remember the SHA-256, damage, `verify` (must say repairable), `repair`, compare the SHA-256. "
        + "\"Beyond reach\" rows must be refused and the file left untouched; in \"stretch\" rows nothing is promised. "
        + "Rows of one place at a time call `repair` only. The seed places the damage; keys are fresh in every trial.";

    /// <summary>What a file must survive whatever its size; and every single page lost.</summary>
    public IEnumerable<SurvivalRow> Everyday(FileInfo file, int seeds)
    {
        byte[] model = InputFile.Read(file.FullName);
        byte[] artifact = Protect(model);
        return
        [
            .. EachFault(file, model, seeds, SurvivalFaults.Everyday(artifact.Length)),
            .. EachBurst(file, model, "each single page lost, one at a time", PageBytes, PageOffsets(artifact)),
        ];
    }

    /// <summary>What the code corrects at its limit; and sectors of the disk lost one at a time.</summary>
    public IEnumerable<SurvivalRow> AtTheLimit(FileInfo file, int seeds)
    {
        byte[] model = InputFile.Read(file.FullName);
        int length = Protect(model).Length;
        int[] sectors = [.. Enumerable.Range(0, length / PageBytes).Select(sector => sector * PageBytes)];
        new Random((int)campaign.Seed).Shuffle(sectors);
        return
        [
            .. EachFault(file, model, seeds, SurvivalFaults.AtTheLimit(length)),
            .. EachBurst(file, model, "each of 500 random sectors lost, one at a time", PageBytes, [.. sectors.Take(500)]),
        ];
    }

    /// <summary>A tenth of a file overwritten, from every offset in steps.</summary>
    public IEnumerable<SurvivalRow> Offsets(FileInfo file, int step)
    {
        byte[] model = InputFile.Read(file.FullName);
        int length = Protect(model).Length;
        int burst = length / 10;
        int[] offsets = [.. Enumerable.Range(0, (length - burst) / step + 1).Select(i => i * step)];
        return EachBurst(file, model, $"{burst:N0} bytes overwritten from every offset, in steps of {step:N0}", burst, offsets);
    }

    private IEnumerable<SurvivalRow> EachFault(FileInfo file, byte[] model, int seeds, IEnumerable<(Fault Fault, Demand Demand)> faults)
    {
        foreach (var (fault, demand) in faults.Where(each => IsWanted(each.Fault.Description)))
        {
            string[] keys = [.. Enumerable.Range(0, seeds).Select(i => campaign.Key(fault.Description, model, i))];
            var results = campaign.Store.RunAll(
                keys,
                i => SurvivalTrial.Run(model, fault, TrialSeed.Derive(campaign.Seed, i), demand != Demand.Refusal),
                SurvivalJson.Default.SurvivalResult,
                campaign.Parallelism,
                campaign.Cancellation);
            yield return Row(file, fault.Description, demand, results, results.Count(result => result.AsItMustBe), seeds);
        }
    }

    /// <summary>A burst at each of many offsets in turn, in runs that share one protected file.</summary>
    private IEnumerable<SurvivalRow> EachBurst(FileInfo file, byte[] model, string description, int length, int[] offsets)
    {
        if (!IsWanted(description))
        {
            yield break;
        }

        int[][] runs = [.. offsets.Chunk(BurstsARun)];
        var results = campaign.Store.RunAll(
            [.. Enumerable.Range(0, runs.Length).Select(run => campaign.Key($"{description}, {length} bytes, {BurstsARun} a run", model, run))],
            run => SurvivalTrial.RunBursts(model, length, runs[run], TrialSeed.Derive(campaign.Seed, run)),
            SurvivalJson.Default.SurvivalResult,
            campaign.Parallelism,
            campaign.Cancellation);
        int survived = results.Select((result, run) => result.AsItMustBe ? runs[run].Length : 0).Sum();
        yield return Row(file, description, Demand.Repair, results, survived, offsets.Length);
    }

    private bool IsWanted(string description) => description.Contains(only, StringComparison.OrdinalIgnoreCase);

    private static SurvivalRow Row(FileInfo file, string damage, Demand demand, IReadOnlyList<SurvivalResult> results, int asItMustBe, int tried)
    {
        var row = new SurvivalRow(
            Path.GetFileNameWithoutExtension(file.Name),
            damage,
            demand,
            asItMustBe,
            tried,
            results.Max(result => result.PagesBad),
            results[0].Pages,
            results.Max(result => result.BitsWrong));
        Console.Error.WriteLine(row.Markdown);
        return row;
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

    private static byte[] Protect(byte[] model)
    {
        using var key = MasterKey.Generate();
        return Protector.Protect(model, key, new ProtectOptions { Id = "survival" }).Content;
    }
}
