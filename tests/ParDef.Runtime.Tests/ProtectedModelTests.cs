using Microsoft.ML.OnnxRuntime;
using ParDef.Artifacts.Errors;
using ParDef.Artifacts.Identity;
using ParDef.Artifacts.Keys;
using ParDef.Artifacts.Opening;
using ParDef.Artifacts.Protecting;
using ParDef.Reparameterization.Keyed;
using ParDef.Runtime.Sessions;
using ErrorCode = ParDef.Artifacts.Errors.ErrorCode;

namespace ParDef.Runtime.Tests;

public sealed class ProtectedModelTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pardef").FullName;
    private readonly MasterKey _key = MasterKey.Generate();
    private readonly byte[] _model = EmbeddedModel();

    public void Dispose()
    {
        _key.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static byte[] EmbeddedModel()
    {
        using var stream = typeof(ProtectedModelTests).Assembly.GetManifestResourceStream("model.onnx")!;
        var model = new byte[stream.Length];
        stream.ReadExactly(model);
        return model;
    }

    private string Protect(bool lossless = false, Action<byte[]>? damage = null, bool reparameterize = true)
    {
        var options = new ProtectOptions { Id = "model", Revision = 3, Lossless = lossless, Reparameterize = reparameterize };
        byte[] file = Protector.Protect(_model, _key, options).Content;
        damage?.Invoke(file);
        string path = Path.Combine(_folder, "model.pardef");
        File.WriteAllBytes(path, file);
        return path;
    }

    private ProtectedModel Open(string path, OpenPolicy policy = OpenPolicy.Repairing, IdentityPolicy? identity = null) =>
        ProtectedModel.Open(path, _key, policy, identity, TestContext.Current.CancellationToken);

    private static float[] Pixels => [.. Enumerable.Range(0, 2 * 28 * 28).Select(i => (float)Math.Sin(i))];

    private static float[] Logits(ProtectedSession session)
    {
        using var input = OrtValue.CreateTensorValueFromMemory(Pixels, [2, 1, 28, 28]);
        using var outputs = session.Run(new Dictionary<string, OrtValue> { ["input"] = input }, ["logits"]);
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }

    private static float[] Logits(InferenceSession session)
    {
        using var input = OrtValue.CreateTensorValueFromMemory(Pixels, [2, 1, 28, 28]);
        using var options = new RunOptions();
        using var outputs = session.Run(options, ["input"], [input], ["logits"]);
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }

    [Fact]
    public void A_lossless_artifact_computes_exactly_what_the_model_computes()
    {
        using var plain = new InferenceSession(_model);
        using var opened = Open(Protect(lossless: true, reparameterize: false));
        using var session = opened.CreateSession();
        Assert.Equal(Logits(plain), Logits(session));
    }

    [Fact]
    public void In_an_order_of_its_own_it_computes_the_same_up_to_rounding()
    {
        using var plain = new InferenceSession(_model);
        using var opened = Open(Protect(lossless: true));
        using var session = opened.CreateSession();
        float[] expected = Logits(plain), actual = Logits(session);
        Assert.NotEqual(expected, actual);
        Assert.InRange(expected.Zip(actual).Max(pair => Math.Abs(pair.First - pair.Second)) / expected.Max(Math.Abs), 0, 1e-4);
    }

    [Fact]
    public void Scaled_and_in_eight_bits_it_computes_what_the_restored_file_computes()
    {
        var options = new ProtectOptions { Id = "model", Scales = ScaleLaw.Uniform };
        byte[] file = Protector.Protect(_model, _key, options, TestContext.Current.CancellationToken).Content;
        var opened = OpenedArtifact.Open(file, _key, OpenPolicy.Strict, TestContext.Current.CancellationToken);
        using var original = new InferenceSession(opened.RestoreModel(TestContext.Current.CancellationToken));
        using var reparameterized = new InferenceSession(opened.RestoreModel(ModelForm.Reparameterized, TestContext.Current.CancellationToken));
        float[] expected = Logits(original), actual = Logits(reparameterized);
        Assert.InRange(expected.Zip(actual).Max(pair => Math.Abs(pair.First - pair.Second)) / expected.Max(Math.Abs), 0, 1e-4);
    }

    [Fact]
    public void A_damaged_file_is_repaired_in_memory_and_left_as_it_is()
    {
        string path = Protect();
        using var whole = Open(path);
        using var expected = whole.CreateSession();
        byte[] before = File.ReadAllBytes(path);
        before.AsSpan(20_000, 5_000).Clear();
        File.WriteAllBytes(path, before);
        using var opened = Open(path);
        using var session = opened.CreateSession();
        Assert.False(opened.Damage.IsClean);
        Assert.Equal(Logits(expected), Logits(session));
        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.Single(Directory.EnumerateFiles(_folder));
    }

    [Fact]
    public void A_strict_policy_refuses_damage()
    {
        string path = Protect(damage: file => file[20_000] ^= 1);
        Assert.Equal(ErrorCode.Repairable, Assert.Throws<ParDefException>(() => Open(path, OpenPolicy.Strict)).Code);
    }

    [Fact]
    public void Identity_is_demanded_before_the_model_exists_and_remembered_after()
    {
        string path = Protect();
        string state = Path.Combine(_folder, "state.json");
        var refused = new IdentityPolicy { MinRevision = 4, StateFile = state };
        Assert.Equal(ErrorCode.RolledBack, Assert.Throws<ParDefException>(() => Open(path, identity: refused)).Code);
        Assert.False(File.Exists(state));
        using (var first = Open(path, identity: new IdentityPolicy { StateFile = state }))
        {
            Assert.True(first.IsFirstUse);
            Assert.Equal(("model", 3UL), (first.Identity.Id, first.Identity.Revision));
        }

        using var second = Open(path, identity: new IdentityPolicy { StateFile = state });
        Assert.False(second.IsFirstUse);
    }

    [Fact]
    public void A_session_outlives_its_model_and_a_disposed_model_gives_no_session()
    {
        var opened = Open(Protect());
        using var session = opened.CreateSession();
        float[] before = Logits(session);
        opened.Dispose();
        opened.Dispose();
        Assert.Equal(before, Logits(session));
        Assert.Throws<ObjectDisposedException>(() => opened.CreateSession());
    }

    [Fact]
    public void A_model_that_the_engine_cannot_run_is_unsupported_by_name()
    {
        byte[] model = [0x08, 0x08, 0x3A, 0x03, 0x12, 0x01, 0x67];
        string path = Path.Combine(_folder, "empty.pardef");
        File.WriteAllBytes(path, Protector.Protect(model, _key, new ProtectOptions { Id = "empty" }, TestContext.Current.CancellationToken).Content);
        using var opened = Open(path);
        Assert.Equal(ErrorCode.Unsupported, Assert.Throws<ParDefException>(() => opened.CreateSession()).Code);
    }

    [Fact]
    public void A_missing_file_and_another_key_are_refused()
    {
        Assert.Equal(ErrorCode.FileAccess, Assert.Throws<ParDefException>(() => Open(Path.Combine(_folder, "missing"))).Code);
        using var other = MasterKey.Generate();
        string path = Protect();
        Assert.Equal(ErrorCode.WrongKey, Assert.Throws<ParDefException>(() =>
            ProtectedModel.Open(path, other, OpenPolicy.Repairing, null, TestContext.Current.CancellationToken)).Code);
    }
}
