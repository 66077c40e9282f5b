using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using ParDef.Runtime.Graphs;
using ParDef.Runtime.Liveness;
using ParDef.Runtime.Loading;
using ParDef.Runtime.Sessions;
using ParDef.Runtime.Tests.Samples;

namespace ParDef.Runtime.Tests.Loading;

public sealed class EngineLoaderTests
{
    private static readonly SessionSettings OneThread = new() { Threads = 1 };

    private static void ComputesWhatThePlainEngineComputes(byte[] file)
    {
        var model = CanonicalModel.Of(file);
        using var options = new SessionOptions { IntraOpNumThreads = 1 };
        using var plain = new InferenceSession(model.Proto.ToByteArray(), options);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        using var loaded = EngineLoader.Load(model, OneThread);
        TestContext.Current.TestOutputHelper!.WriteLine($"{loaded.Layout.Step.Name}, packs {loaded.Packs}, {loaded.Engine.Arena.Places.Count} tensors, {loaded.Blocks.Count} blocks, literals {loaded.Layout.Tensors.Sum(t => t.Map.Literals)} + {loaded.Blocks.Sum(t => t.Map.Literals)}, maps {loaded.Layout.Tensors.Sum(t => t.Map.Footprint)} + {loaded.Blocks.Sum(t => t.Map.Footprint)} of {loaded.Words.Count * 4}, {watch.ElapsedMilliseconds} ms");
        using var expected = Probe.Find(plain, seed: 1)!;
        using var actual = Probe.Find(loaded.Engine.Session, seed: 1)!;
        Assert.True(expected.TryRun(out var wanted));
        Assert.True(actual.TryRun(out var got));
        Assert.Equal(wanted, got);
    }

    [Fact]
    public void The_embedded_model_computes_bit_for_bit_what_the_plain_engine_computes() => ComputesWhatThePlainEngineComputes(Models.Embedded);

    [Theory]
    [MemberData(nameof(Models.SharedNames), MemberType = typeof(Models))]
    public void A_shared_model_computes_bit_for_bit_what_the_plain_engine_computes(string name) => ComputesWhatThePlainEngineComputes(Models.Shared(name));
}
