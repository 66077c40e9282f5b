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

    private static void IsLiveAndComputesWhatThePlainEngineComputes(byte[] file)
    {
        var model = CanonicalModel.Of(file);
        using var options = new SessionOptions { IntraOpNumThreads = 1 };
        using var plain = new InferenceSession(model.Proto.ToByteArray(), options);
        using var loaded = EngineLoader.Load(model, OneThread);
        using var expected = Probe.Find(plain, seed: 1)!;
        using var actual = Probe.Find(loaded.Engine.Session, seed: 1)!;
        Assert.True(expected.TryRun(out var wanted));
        Assert.True(actual.TryRun(out var got));
        Assert.Equal(wanted, got);
        Assert.Equal("all", loaded.Step.Name);
        Assert.Equal(0, loaded.Liveness!.Count(TensorState.Dead));
        Assert.Equal(0, loaded.Liveness.Count(TensorState.Unobservable));
    }

    [Fact]
    public void The_embedded_model_computes_bit_for_bit_what_the_plain_engine_computes() => IsLiveAndComputesWhatThePlainEngineComputes(Models.Embedded);

    [Theory]
    [MemberData(nameof(Models.SharedNames), MemberType = typeof(Models))]
    public void A_shared_model_computes_bit_for_bit_what_the_plain_engine_computes(string name) =>
        IsLiveAndComputesWhatThePlainEngineComputes(Models.Shared(name));
}
