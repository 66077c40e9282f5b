using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Microsoft.ML.OnnxRuntime;
using ParDef.Artifacts.Keys;
using ParDef.Artifacts.Opening;
using ParDef.Artifacts.Protecting;
using ParDef.Inference;
using ParDef.Runtime;
using ParDef.Runtime.Liveness;
using ParDef.Runtime.Sessions;

var models = new Argument<string[]>("MODEL") { Description = "fp32 .onnx files" };
var batch = new Option<int>("--batch") { Description = "Items of an input", DefaultValueFactory = _ => 1 };
var threads = new Option<int>("--threads") { Description = "Threads of both engines; neither spins", DefaultValueFactory = _ => 1 };
var blocks = new Option<int>("--blocks") { Description = "Interleaved blocks", DefaultValueFactory = _ => 20 };
var runs = new Option<int>("--runs") { Description = "Runs of each contestant in a block", DefaultValueFactory = _ => 40 };
var root = new RootCommand("A protected session beside plain ONNX Runtime on the original model, interleaved run by run.") { models, batch, threads, blocks, runs };
root.SetAction(parsed =>
{
    Console.WriteLine("| model | plain P50, us | plain again | protected | protected / control | live | pages | plain load, ms | open, ms | session, ms |");
    Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    foreach (string path in parsed.GetRequiredValue(models))
    {
        Console.WriteLine(Measure(path, parsed.GetValue(batch), parsed.GetValue(threads), parsed.GetValue(blocks), parsed.GetValue(runs)));
    }
});
return root.Parse(args).Invoke();

static string Measure(string path, int batch, int threads, int blocks, int runs)
{
    using var key = MasterKey.Generate();
    string artifact = Path.Combine(Directory.CreateTempSubdirectory("pardef").FullName, "model.pardef");
    File.WriteAllBytes(artifact, Protector.Protect(File.ReadAllBytes(path), key, new ProtectOptions { Id = "bench" }).Content);
    try
    {
        var watch = Stopwatch.StartNew();
        using var plain = Plain(path, threads);
        double plainLoad = Lap(watch);
        using var again = Plain(path, threads);
        Lap(watch);
        using var model = ProtectedModel.Open(artifact, key, OpenPolicy.Strict);
        double open = Lap(watch);
        using var session = model.CreateSession(new SessionSettings { Threads = threads });
        double create = Lap(watch);

        var inputs = Inputs(plain, batch);
        Contestant[] contestants =
        [
            Contestant.Of(plain, inputs),
            Contestant.Of(again, inputs),
            new(() => session.Run(inputs).Dispose()),
        ];
        Round(contestants, runs / 2);
        var medians = new List<double[]>();
        foreach (var contestant in contestants)
        {
            contestant.TakeMedian();
        }

        for (int block = 0; block < blocks; block++)
        {
            Round(contestants, runs);
            medians.Add([.. contestants.Select(contestant => contestant.TakeMedian())]);
        }

        var control = new Ratio([.. medians.Select(median => median[1] / median[0])]);
        var ours = new Ratio([.. medians.Select(median => median[2] / median[0])]);
        var both = new Ratio([.. medians.Select(median => median[2] / Math.Sqrt(median[0] * median[1]))]);
        var live = session.Liveness!;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {Path.GetFileNameWithoutExtension(path)}, batch {batch}, {threads} threads | {medians.Select(median => median[0]).Order().ElementAt(blocks / 2):F0} | {control} | {ours} | {both} "
            + $"| {live.Count(TensorState.Live)}/{live.Weights} | {session.Weights.PageCount} | {plainLoad:F0} | {open:F0} | {create:F0} |");
    }
    finally
    {
        Directory.Delete(Path.GetDirectoryName(artifact)!, recursive: true);
    }
}

static InferenceSession Plain(string path, int threads)
{
    using var options = new SessionOptions { IntraOpNumThreads = threads };
    options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
    return new InferenceSession(path, options);
}

static double Lap(Stopwatch watch)
{
    double elapsed = watch.Elapsed.TotalMilliseconds;
    watch.Restart();
    return elapsed;
}

static void Round(Contestant[] contestants, int runs)
{
    for (int run = 0; run < runs; run++)
    {
        // Whoever runs behind another one finds other caches; so everybody runs behind everybody.
        for (int i = 0; i < contestants.Length; i++)
        {
            contestants[(i + run) % contestants.Length].Run();
        }
    }
}

static Dictionary<string, OrtValue> Inputs(InferenceSession session, int batch)
{
    var random = new Random(1);
    var inputs = new Dictionary<string, OrtValue>();
    foreach (var (name, input) in session.InputMetadata)
    {
        long[] shape = [.. input.Dimensions.Select((extent, axis) => axis == 0 ? batch : extent > 0 ? extent : 1L)];
        float[] values = [.. Enumerable.Range(0, (int)shape.Aggregate(1L, (a, b) => a * b)).Select(_ => (random.NextSingle() * 4) - 2)];
        inputs.Add(name, OrtValue.CreateTensorValueFromMemory(values, shape));
    }

    return inputs;
}
