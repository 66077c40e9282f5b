using System.Globalization;
using System.Text.Json;
using ParDef.Artifacts.Storage;
using ParDef.Attacks.Integers;
using ParDef.Attacks.Searches;
using ParDef.Evaluation.Attacks;
using ParDef.Evaluation.Trials;

namespace ParDef.Campaigns.Attacks;

/// <summary>One attack on one undefended model under several seeds; every step is measured and stored.</summary>
internal sealed record AttackRuns(string Shared, IAttack Attack, string Form, IReadOnlyDictionary<string, double> Options, AttackLimits Limits, int Seeds)
{
    /// <summary>Runs what is not stored yet, and returns the report. The records stand beside it as JSON lines.</summary>
    public IEnumerable<string> Run(Campaign campaign, FileInfo file, string lines)
    {
        var trained = TrainedModel.All.Single(model => model.File == file.Name);
        byte[] model = InputFile.Read(file.FullName);
        var images = trained.Images(Shared);
        var trial = new AttackTrial(Attack, model, IntegerForm.ByName[Form], trained.Normalization, trained.AttackImages(Shared), images, Limits);
        AttackOutcome[] outcomes = [.. Enumerable.Range(0, Seeds).Select(number => campaign.Store.Run(
            campaign.Key(Text, model, number), () => One(campaign, trial, number), AttackOutcomeContext.Default.AttackOutcome))];
        File.WriteAllLines(lines, outcomes.Select(outcome => JsonSerializer.Serialize(outcome, AttackOutcomeContext.Default.AttackOutcome)));
        return Report(campaign, file, outcomes, images.Count);
    }

    /// <summary>Everything that decides a result besides model, seed and the build of the artifact's parts.</summary>
    private string Text => string.Join('\n',
        $"{Attack.Name} {Form} {typeof(IAttack).Module.ModuleVersionId}", Limits.ToString(), string.Join(' ', Options.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key}={pair.Value}")));

    private AttackOutcome One(Campaign campaign, AttackTrial trial, int number)
    {
        ulong seed = TrialSeed.Derive(campaign.Seed, number);
        var records = new List<AttackRecord>();
        foreach (var record in trial.Run(Options, seed, campaign.Cancellation))
        {
            records.Add(record);
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{Attack.Name} {Form} seed {number}: step {record.Step}, {record.Flips} flips, loss {record.LossAfter:0.0000}, top-1 {record.Accuracy:0.00} %, success {record.Success:0.00} %, {record.Seconds:0} s"));
        }

        return new AttackOutcome(seed, records);
    }

    private IEnumerable<string> Report(Campaign campaign, FileInfo file, AttackOutcome[] outcomes, int images)
    {
        double[] flips = [.. outcomes.Select(outcome => (double)outcome.Last.Flips).Order()];
        int[] bits = [.. outcomes.SelectMany(outcome => outcome.Bits)];
        int reached = outcomes.Count(outcome => Limits.IsReached(outcome.Last));
        return
        [
            .. campaign.Heading($"{Attack.Name} on {Path.GetFileNameWithoutExtension(file.Name)}, {Form}"),
            $"{Attack.Paper}. Undefended; {images:N0} evaluation images that the attack never sees; limits: {Limits.MostFlips} flips, top-1 <= {Limits.Accuracy} % or success >= {Limits.Success} %. "
                + $"Options: {string.Join(", ", new AttackSetting(Attack, Options).Values.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key} {pair.Value}")))}.",
            "",
            "| seed | top-1 before % | success before % | flips | weights | pages | top-1 after % | success after % | with target class % | seconds |",
            "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
            .. outcomes.Select((outcome, number) => Row(number, outcome)),
            "",
            string.Create(CultureInfo.InvariantCulture,
                $"Reached: {reached} of {outcomes.Length}. Flips: mean {flips.Average():0.0}, median {Median(flips):0.0}, {flips[0]:0} to {flips[^1]:0}. In bit 7: {(bits.Length == 0 ? 0 : 100.0 * bits.Count(bit => bit == 7) / bits.Length):0.0} % of {bits.Length}."),
        ];
    }

    private static string Row(int number, AttackOutcome outcome)
    {
        var (first, last) = (outcome.Records[0], outcome.Last);
        return string.Create(CultureInfo.InvariantCulture,
            $"| {number} | {first.Accuracy:0.00} | {first.Success:0.00} | {last.Flips} | {last.Weights} | {last.Pages} | {last.Accuracy:0.00} | {last.Success:0.00} | {last.SuccessWithTarget:0.00} | {last.Seconds:0} |");
    }

    private static double Median(double[] sorted) => (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
}
