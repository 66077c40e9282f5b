using System.Globalization;
using System.Text.Json.Serialization;
using ParDef.Artifacts.Keys;
using ParDef.Artifacts.Opening;
using ParDef.Artifacts.Protecting;
using ParDef.Artifacts.Storage;
using ParDef.Evaluation.Accuracy;
using ParDef.Quantization;
using ParDef.Reparameterization.Keyed;

namespace ParDef.Campaigns;

/// <summary>Top-1 in eight bits after reparameterization: only permuted, and scaled by each law, under several keys.</summary>
internal static class ReparameterizedAccuracy
{
    private static readonly string[] Models =
        ["resnet32-cifar10.onnx", "resnet32bn-cifar10.onnx", "resnet20bn-cifar10-public.onnx", "deit-tiny-cifar10.onnx", "vgg16-cifar10.onnx"];

    /// <summary>Runs what is not stored yet, and returns the report.</summary>
    public static IEnumerable<string> Run(Campaign campaign, string shared, int keys, int images)
    {
        List<string> lines =
        [
            .. campaign.Heading("Accuracy in eight bits after reparameterization"),
            $"Drop of top-1 against the model's own fp32, in points, on the first {images:N0} images of its test file: mean over {keys} keys / worst key. Keys are drawn anew for every artifact; the model that is measured",
            "is the one that an engine gets, in the artifact's own order. Permutations alone do not change the error of eight bits, so that they are measured under one key.",
            "",
            "| model | scales for a | fp32 % | permuted | and U[0.75, 1.25] | and 1/2, 1, 2 |",
            "| --- | --- | --- | --- | --- | --- |",
        ];
        foreach (var trained in TrainedModel.All.Where(model => Models.Contains(model.File)).OrderBy(model => Array.IndexOf(Models, model.File)))
        {
            byte[] model = InputFile.Read(Path.Combine(shared, "models", trained.File));
            var original = Correct(campaign, model, trained, shared, images, "fp32", 0, () => model);
            foreach (var granularity in Enum.GetValues<Granularity>())
            {
                string Drop(ScaleLaw law, int count)
                {
                    double[] drops = [.. Enumerable.Range(0, count).Select(key => 100.0 * (original.Correct - Correct(
                        campaign, model, trained, shared, images, $"{granularity} {law}", key, () => Protected(campaign, model, granularity, law)).Correct) / original.Images)];
                    return count == 1
                        ? drops[0].ToString("0.00", CultureInfo.InvariantCulture)
                        : string.Create(CultureInfo.InvariantCulture, $"{drops.Average():0.00} / {drops.Max():0.00}");
                }

                lines.Add(string.Create(CultureInfo.InvariantCulture,
                    $"| {Path.GetFileNameWithoutExtension(trained.File)} | {(granularity == Granularity.Channel ? "channel" : "tensor")} | {100.0 * original.Correct / original.Images:0.00} | {Drop(ScaleLaw.None, 1)} | {Drop(ScaleLaw.Uniform, keys)} | {Drop(ScaleLaw.PowersOfTwo, keys)} |"));
                Console.Error.WriteLine(lines[^1]);
            }
        }

        return lines;
    }

    private static CorrectResult Correct(
        Campaign campaign, byte[] model, TrainedModel trained, string shared, int images, string trial, int key, Func<byte[]> make) =>
        campaign.Store.Run(
            campaign.Key($"{trial}, {images} images", model, key),
            () =>
            {
                var set = trained.Images(shared);
                var first = set.Take(Math.Min(images, set.Count));
                return new CorrectResult(first.Count, Predictions.Of(make(), first, trained.Normalization, campaign.Cancellation).Correct);
            },
            CorrectJson.Default.CorrectResult);

    private static byte[] Protected(Campaign campaign, byte[] model, Granularity granularity, ScaleLaw law)
    {
        using var key = MasterKey.Generate();
        var options = new ProtectOptions { Id = "accuracy", Granularity = granularity, Scales = law };
        byte[] artifact = Protector.Protect(model, key, options, campaign.Cancellation).Content;
        return OpenedArtifact.Open(artifact, key, OpenPolicy.Strict, campaign.Cancellation).RestoreModel(ModelForm.Reparameterized, campaign.Cancellation);
    }
}

/// <summary>Rightly classified images.</summary>
internal sealed record CorrectResult(int Images, int Correct);

[JsonSerializable(typeof(CorrectResult))]
internal sealed partial class CorrectJson : JsonSerializerContext;
