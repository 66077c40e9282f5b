using System.Diagnostics;
using System.Globalization;
using Microsoft.ML.OnnxRuntime;
using ParDef.Artifacts.Storage;
using ParDef.Attacks.Gradients;

namespace ParDef.Campaigns.Attacks;

/// <summary>What gradients cost, as a ratio to a plain forward pass of the engine on the same batch, both in turn.</summary>
internal static class GradientCost
{
    /// <summary>Measures, and returns the report.</summary>
    public static IEnumerable<string> Run(Campaign campaign, FileInfo[] models, int[] batches, int rounds)
    {
        List<string> lines =
        [
            .. campaign.Heading("The cost of gradients"),
            $"Median of {rounds} rounds on one thread, each round one plain forward pass of the engine and one of each kind of gradient; times relative to the forward pass. \"Again\" is the forward pass once more: the noise.",
            "",
            "| model | batch | forward ms | again | all weights | input only | layer by layer, mean of all layers |",
            "| --- | --- | --- | --- | --- | --- | --- |",
        ];
        foreach (var (file, batch) in models.Zip(batches))
        {
            lines.Add(Measure(file, batch, rounds, campaign.Cancellation));
            Console.Error.WriteLine(lines[^1]);
        }

        return lines;
    }

    private static string Measure(FileInfo file, int batch, int rounds, CancellationToken cancellation)
    {
        byte[] bytes = InputFile.Read(file.FullName);
        var model = DifferentiableModel.Read(bytes, batch);
        string[] weights = [.. model.Parameters.Select(parameter => parameter.Name)];
        string[] layers = [.. model.ChannelAxes.Keys];
        float[] samples = [.. Enumerable.Range(0, (int)model.InputShape.Aggregate(1L, (product, extent) => product * extent)).Select(i => (float)Math.Sin(i))];
        float[] targets = new float[batch * model.Classes];
        for (int sample = 0; sample < batch; sample++)
        {
            targets[(sample * model.Classes) + (sample % model.Classes)] = 1f / batch;
        }

        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        using var plain = new InferenceSession(bytes, options);
        using var input = OrtValue.CreateTensorValueFromMemory(samples, [.. model.InputShape]);
        using var run = new RunOptions();
        using var all = GradientSession.OfLoss(model, weights);
        using var ofInput = GradientSession.OfLoss(model, [model.Input]);
        using var trials = new LayerTrials(model, layers);
        void Plain() => plain.Run(run, [plain.InputNames[0]], [input], plain.OutputNames).Dispose();
        Action[] kinds =
        [
            Plain,
            Plain,
            () => all.Run(samples, targets).Dispose(),
            () => ofInput.Run(samples, targets).Dispose(),
            () =>
            {
                foreach (string layer in layers)
                {
                    _ = trials.Logits(layer);
                }
            },
        ];
        trials.Prepare(samples);
        double[][] times = [.. kinds.Select(_ => new double[rounds])];
        for (int round = -1; round < rounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (int kind = 0; kind < kinds.Length; kind++)
            {
                long start = Stopwatch.GetTimestamp();
                kinds[kind]();
                // The first round is for warming up.
                times[kind][Math.Max(round, 0)] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            }
        }

        double[] medians = [.. times.Select(list => list.Order().ElementAt(rounds / 2))];
        return string.Create(CultureInfo.InvariantCulture,
            $"| {Path.GetFileNameWithoutExtension(file.Name)} | {batch} | {medians[0]:0.0} | {medians[1] / medians[0]:0.00} | {medians[2] / medians[0]:0.0} | {medians[3] / medians[0]:0.0} | {medians[4] / medians[0] / layers.Length:0.00} |");
    }
}
