using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Serialization;
using ParDef.Artifacts.Storage;
using ParDef.Attacks.FlipLists;
using ParDef.Attacks.Searches;
using ParDef.Data.ImageSets;
using ParDef.Evaluation.Trials;
using ParDef.Onnx.Reading;

namespace ParDef.Campaigns.Reparameterizing;

/// <summary>Flips that were computed on the public original, at the same positions of protected models: do they do more than flips at random positions?</summary>
internal static class Replay
{
    private const double TwoSided95 = 1.96;

    /// <summary>Runs what is not stored yet, and returns the report.</summary>
    public static IEnumerable<string> Run(Campaign campaign, string shared, string name, int draws, int images, int flips, FileInfo? list)
    {
        var trained = TrainedModel.All.Single(model => model.File == name);
        var original = OnnxModel.Read(InputFile.Read(Path.Combine(shared, "models", trained.File)));
        var all = trained.Images(shared);
        var first = all.Take(Math.Min(images, all.Count));
        var plain = StoredModel.Of(original, seed: null);
        (string Name, BitChange[] Flips)[] lists = list is not null
            ? [(Path.GetFileNameWithoutExtension(list.Name), [.. FlipList.Read(File.ReadAllText(list.FullName)).Changes.Take(flips)])]
            : [("largest weights", FlipLists.Largest(plain, flips)), ("largest weights of the last layer", FlipLists.LastLayer(plain, original.Proto.Graph, flips))];
        double clean = Percent(campaign, trained, first, plain.With([]));
        List<string> lines =
        [
            .. campaign.Heading($"Position replay: {Path.GetFileNameWithoutExtension(name)}"),
            $"{flips} flips computed on the public original in eight bits (top-1 {clean.ToString("0.00", CultureInfo.InvariantCulture)} % on the first {first.Count:N0} test images), done to it, and done at the same positions of",
            $"the same tensors of {draws} protected models, each under a key of its own; beside them as many flips of the same bits at random positions of the same tensors of the same protected models.",
            "Difference: random minus replayed, mean over the draws, with its 95 % interval; positive if replay harms more.",
            "",
            "| list | original % | replayed % | random % | difference, points | 95 % interval |",
            "| --- | --- | --- | --- | --- | --- |",
        ];
        foreach (var (title, chosen) in lists)
        {
            string[] keys = [.. Enumerable.Range(0, draws).Select(draw => campaign.Key($"{title}, {flips} flips, {first.Count} images", original.File.ToArray(), draw))];
            var results = campaign.Store.RunAll(
                keys,
                draw => Draw(campaign, trained, original, first, chosen, draw),
                ReplayJson.Default.ReplayResult,
                campaign.Parallelism,
                campaign.Cancellation);
            double[] differences = [.. results.Select(result => result.Random - result.Replayed)];
            double mean = differences.Average();
            double error = TwoSided95 * Math.Sqrt(differences.Sum(each => (each - mean) * (each - mean)) / (draws - 1) / draws);
            lines.Add(string.Create(CultureInfo.InvariantCulture,
                $"| {title} | {Percent(campaign, trained, first, plain.With(chosen)):0.00} | {results.Average(result => result.Replayed):0.00} | {results.Average(result => result.Random):0.00} | {mean:0.00} | {mean - error:0.00} to {mean + error:0.00} |"));
            Console.Error.WriteLine(lines[^1]);
        }

        return lines;
    }

    private static ReplayResult Draw(Campaign campaign, TrainedModel trained, OnnxModel original, ImageSet images, BitChange[] flips, int draw)
    {
        ulong seed = TrialSeed.Derive(campaign.Seed, draw);
        var keyed = StoredModel.Of(original, SHA256.HashData(BitConverter.GetBytes(seed)));
        var random = FlipLists.Random(keyed, flips, new Random((int)seed));
        return new ReplayResult(
            Percent(campaign, trained, images, keyed.With(flips)), Percent(campaign, trained, images, keyed.With(random)));
    }

    private static double Percent(Campaign campaign, TrainedModel trained, ImageSet images, byte[] model) =>
        trained.Predict(model, images, campaign).Percent;
}

/// <summary>Top-1 of one protected model after the flips, in percent.</summary>
internal sealed record ReplayResult(double Replayed, double Random);

[JsonSerializable(typeof(ReplayResult))]
internal sealed partial class ReplayJson : JsonSerializerContext;
