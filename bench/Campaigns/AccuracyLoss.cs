using System.Globalization;
using System.Text.Json.Serialization;
using ParDef.Artifacts.Keys;
using ParDef.Artifacts.Opening;
using ParDef.Artifacts.Protecting;
using ParDef.Artifacts.Storage;
using ParDef.Evaluation.Accuracy;

namespace ParDef.Campaigns;

/// <summary>Top-1 of every trained model on its full test file: its own fp32, and what comes out of the artifact. Paired, with McNemar's exact test.</summary>
internal static class AccuracyLoss
{
    /// <summary>Runs what is not stored yet, and returns the report.</summary>
    public static IEnumerable<string> Run(Campaign campaign, string shared)
    {
        List<string> lines =
        [
            .. campaign.Heading("Accuracy of protected models"),
            "\"lost\" are images that only fp32 classifies rightly, \"won\" those that only the protected model does; p is McNemar's exact two-sided test of lost against won.",
            "",
            "| model | images | fp32 % | protected % | drop, points | lost | won | p |",
            "| --- | --- | --- | --- | --- | --- | --- | --- |",
        ];
        foreach (var trained in TrainedModel.All)
        {
            byte[] model = InputFile.Read(Path.Combine(shared, "models", trained.File));
            var result = campaign.Store.Run(
                campaign.Key("channel", model, 0), () => Measure(model, trained, shared, campaign.Cancellation), AccuracyJson.Default.AccuracyResult);
            double drop = 100.0 * (result.Original - result.Protected) / result.Images;
            lines.Add(string.Create(CultureInfo.InvariantCulture,
                $"| {Path.GetFileNameWithoutExtension(trained.File)} | {result.Images:N0} | {100.0 * result.Original / result.Images:0.00} | {100.0 * result.Protected / result.Images:0.00} | {drop:0.00} | {result.Lost} | {result.Won} | {McNemar(result.Lost, result.Won):0.000} |"));
            Console.Error.WriteLine(lines[^1]);
        }

        return lines;
    }

    /// <summary>Two-sided exact McNemar test: a fair coin for each image on which the two disagree.</summary>
    internal static double McNemar(int lost, int won)
    {
        int n = lost + won;
        double tail = 0;
        double term = Math.Pow(0.5, n);
        for (int k = 0; k <= Math.Min(lost, won); k++)
        {
            tail += term;
            term *= (double)(n - k) / (k + 1);
        }

        return Math.Min(1, 2 * tail);
    }

    private static AccuracyResult Measure(byte[] model, TrainedModel trained, string shared, CancellationToken cancellation)
    {
        using var key = MasterKey.Generate();
        byte[] artifact = Protector.Protect(model, key, new ProtectOptions { Id = "accuracy" }, cancellation).Content;
        byte[] restored = OpenedArtifact.Open(artifact, key, OpenPolicy.Strict, cancellation).RestoreModel(cancellation);
        var images = trained.Images(shared);
        var before = Predictions.Of(model, images, trained.Normalization, cancellation);
        var after = Predictions.Of(restored, images, trained.Normalization, cancellation);
        int lost = 0;
        int won = 0;
        for (int i = 0; i < images.Count; i++)
        {
            bool was = before.Classes[i] == images.Labels.Span[i];
            bool isNow = after.Classes[i] == images.Labels.Span[i];
            lost += was && !isNow ? 1 : 0;
            won += isNow && !was ? 1 : 0;
        }

        return new AccuracyResult(images.Count, before.Correct, after.Correct, lost, won);
    }
}

/// <summary>Counts of one model.</summary>
internal sealed record AccuracyResult(int Images, int Original, int Protected, int Lost, int Won);

[JsonSerializable(typeof(AccuracyResult))]
internal sealed partial class AccuracyJson : JsonSerializerContext;
