using System.Globalization;
using System.Security.Cryptography;
using Microsoft.ML.OnnxRuntime;
using ParDef.Artifacts.Reparameterizing;
using ParDef.Artifacts.Storage;
using ParDef.Onnx.Proto;
using ParDef.Onnx.Reading;
using ParDef.Reparameterization.Keyed;
using ParDef.Reparameterization.Rewriting;
using ParDef.Reparameterization.Symmetry;

namespace ParDef.Campaigns.Reparameterizing;

/// <summary>What keyed reparameterization reaches of each model, what holds the rest, and how far outputs of transformed models are from the original's.</summary>
internal static class Reach
{
    private const int Samples = 4;

    /// <summary>The report.</summary>
    public static IEnumerable<string> Run(Campaign campaign, IReadOnlyList<FileInfo> models, int keys)
    {
        List<string> lines =
        [
            .. campaign.Heading("Reparameterization"),
            "Moved: values of weights with an axis in an orbit of at least two channels. Scaled: values with a free factor. Deviation: largest difference of an output from the original's,",
            $"over the largest output, ONNX Runtime on normal random inputs ({Samples} samples where the batch is open), {keys} keys: permutations only / and factors U[0.75, 1.25]. \"-\": inputs that are not all",
            "32-bit floats, a model that the runtime does not run by itself, or nothing to change.",
            "",
            "| model | values | moved % | scaled % | orbits | log2 keys | deviation, permuted | and scaled | holds the rest |",
            "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
        ];
        foreach (var file in models)
        {
            campaign.Cancellation.ThrowIfCancellationRequested();
            lines.Add($"| {Path.GetFileNameWithoutExtension(file.Name)} | {Row(campaign, InputFile.Read(file.FullName), keys)} |");
        }

        return lines;
    }

    private static string Row(Campaign campaign, byte[] file, int keys)
    {
        OnnxModel model;
        try
        {
            model = OnnxModel.Read(file);
        }
        catch (OnnxFormatException refusal)
        {
            return $"not read: {refusal.Message} | | | | | | | ";
        }

        var (plan, planned) = KeyedWeights.Plan(model);
        var report = SymmetryReport.Of(plan);
        string frozen = string.Join("; ", report.Frozen.Take(3).Select(held => string.Create(
            CultureInfo.InvariantCulture, $"{held.Reason} ({100.0 * held.Elements / report.Elements:0.0} %)")));
        return string.Create(CultureInfo.InvariantCulture,
            $"{report.Elements:N0} | {report.MovedPercent:0.00} | {report.ScaledPercent:0.00} | {report.Orbits} | {report.KeySpaceBits:N0} | {Deviation(campaign, model, plan, planned, ScaleLaw.None, keys)} | {Deviation(campaign, model, plan, planned, ScaleLaw.Uniform, keys)} | {frozen}");
    }

    private static string Deviation(
        Campaign campaign, OnnxModel model, SymmetryPlan plan, IReadOnlyDictionary<TensorProto, PlannedTensor> planned, ScaleLaw law, int keys)
    {
        if (plan.Tensors.Count == 0)
        {
            return "-";
        }

        try
        {
            using var original = new InferenceSession(model.File.ToArray());
            if (RandomFeed.For(original, Samples, new Random((int)campaign.Seed)) is not { } feed)
            {
                return "-";
            }

            var expected = feed.Run(original);
            double worst = 0;
            for (int key = 0; key < keys; key++)
            {
                using var transformed = new InferenceSession(Transformed(model, planned, DrawnKey.Draw(plan, Seed(campaign.Seed, key), law)));
                worst = Math.Max(worst, expected.Zip(feed.Run(transformed)).Max(pair => Distance(pair.First, pair.Second)));
            }

            return worst.ToString("0.0e+0", CultureInfo.InvariantCulture);
        }
        catch (OnnxRuntimeException)
        {
            return "-";
        }
    }

    private static byte[] Transformed(OnnxModel model, IReadOnlyDictionary<TensorProto, PlannedTensor> planned, DrawnKey key)
    {
        byte[] file = model.File.ToArray();
        foreach (var (tensor, place) in model.Contents)
        {
            if (planned.TryGetValue(tensor, out var change))
            {
                TensorRewriter.Apply(change, key, model.File.Span.Slice(place.Offset, place.Length), file.AsSpan(place.Offset, place.Length));
            }
        }

        return file;
    }

    private static byte[] Seed(ulong campaign, int key) => SHA256.HashData([.. BitConverter.GetBytes(campaign), .. BitConverter.GetBytes(key)]);

    private static double Distance(float[] expected, float[] actual)
    {
        double largest = Math.Max(expected.Select(Math.Abs).DefaultIfEmpty(0).Max(), 1e-30);
        return expected.Zip(actual).Max(pair => pair.First.Equals(pair.Second) ? 0 : Math.Abs((double)pair.First - pair.Second)) / largest;
    }
}
