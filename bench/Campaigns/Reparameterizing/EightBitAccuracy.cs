using System.Globalization;
using System.Text.Json.Serialization;
using ParDef.Artifacts.Keys;
using ParDef.Artifacts.Opening;
using ParDef.Artifacts.Protecting;
using ParDef.Artifacts.Storage;
using ParDef.Data.ImageSets;
using ParDef.Quantization;
using ParDef.Reparameterization.Keyed;

namespace ParDef.Campaigns.Reparameterizing;

/// <summary>Top-1 in eight bits after reparameterization: only permuted, and scaled by each law, under several keys.</summary>
internal static class EightBitAccuracy
{
    private const string NotMeasured = "not measured";

    /// <summary>Runs what is not stored yet, and returns the report.</summary>
    public static IEnumerable<string> Run(Campaign campaign, string shared, string only, int keys, int images)
    {
        List<string> lines =
        [
            .. campaign.Heading("Accuracy in eight bits after reparameterization"),
            $"Drop of top-1 against the model's own fp32, in points, on the first {images:N0} images of its test file (or all, if it has fewer): mean over {keys} keys / worst key. Keys are drawn anew for every artifact;",
            "the model that is measured is the one that an engine gets, in the artifact's own order.",
            "",
            "| model | scales for a | fp32 % | permuted | and U[0.75, 1.25] | and 1/2, 1, 2 |",
            "| --- | --- | --- | --- | --- | --- |",
        ];
        foreach (var trained in TrainedModel.All)
        {
            string name = Path.GetFileNameWithoutExtension(trained.File);
            byte[] model = InputFile.Read(Path.Combine(shared, "models", trained.File));
            var all = trained.Images(shared);
            var set = all.Take(Math.Min(images, all.Count));
            double original = Percent(campaign, trained, set, model, "fp32", 1, () => model)[0];
            foreach (var granularity in Enum.GetValues<Granularity>())
            {
                string Drop(ScaleLaw law)
                {
                    if (!$"{name} {granularity} {law}".Contains(only, StringComparison.OrdinalIgnoreCase))
                    {
                        return NotMeasured;
                    }

                    double[] drops = [.. Percent(campaign, trained, set, model, $"{granularity} {law}", keys, () => Protected(campaign, model, granularity, law)).Select(top1 => original - top1)];
                    return string.Create(CultureInfo.InvariantCulture, $"{drops.Average():0.00} / {drops.Max():0.00}");
                }

                lines.Add(string.Create(CultureInfo.InvariantCulture,
                    $"| {name} | {(granularity == Granularity.Channel ? "channel" : "tensor")} | {original:0.00} | {Drop(ScaleLaw.None)} | {Drop(ScaleLaw.Uniform)} | {Drop(ScaleLaw.PowersOfTwo)} |"));
                Console.Error.WriteLine(lines[^1]);
            }
        }

        return lines;
    }

    private static IReadOnlyList<double> Percent(
        Campaign campaign, TrainedModel trained, ImageSet images, byte[] model, string trial, int count, Func<byte[]> make) =>
        campaign.Store.RunAll(
            [.. Enumerable.Range(0, count).Select(key => campaign.Key($"{trial}, {images.Count} images", model, key))],
            _ => trained.Predict(make(), images, campaign).Percent,
            AccuracyPercentJson.Default.Double,
            campaign.Parallelism,
            campaign.Cancellation);

    private static byte[] Protected(Campaign campaign, byte[] model, Granularity granularity, ScaleLaw law)
    {
        using var key = MasterKey.Generate();
        var options = new ProtectOptions { Id = "accuracy", Granularity = granularity, Scales = law };
        byte[] artifact = Protector.Protect(model, key, options, campaign.Cancellation).Content;
        return OpenedArtifact.Open(artifact, key, OpenPolicy.Strict, campaign.Cancellation).RestoreModel(ModelForm.Reparameterized, campaign.Cancellation);
    }
}

[JsonSerializable(typeof(double))]
internal sealed partial class AccuracyPercentJson : JsonSerializerContext;
