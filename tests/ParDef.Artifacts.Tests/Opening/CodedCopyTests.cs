using ParDef.Artifacts.Inspecting;
using ParDef.Artifacts.Opening;
using ParDef.Artifacts.Tests.Samples;

namespace ParDef.Artifacts.Tests.Opening;

public sealed class CodedCopyTests : IDisposable
{
    private readonly Sample _sample = new(SampleModel.Make(30_000));

    public void Dispose() => _sample.Dispose();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private byte[] Model => OpenedArtifact.Open(_sample.File, _sample.Key, OpenPolicy.Strict, Cancellation).RestoreModel(ModelForm.Reparameterized, Cancellation);

    [Fact]
    public void Any_range_of_the_model_can_be_read()
    {
        byte[] model = Model;
        using var copy = new CodedCopy(_sample.With(_ => { }), _sample.Key);
        var content = copy.TryVerify()!;
        Assert.Equal(model, content.Restore());
        for (int length = 1; length < model.Length; length += 7_919)
        {
            for (int offset = 0; offset + length <= model.Length; offset += 5_003)
            {
                var read = new byte[length];
                content.Read(offset, read);
                Assert.True(read.AsSpan().SequenceEqual(model.AsSpan(offset, length)), $"{offset} + {length}");
            }
        }
    }

    [Fact]
    public void What_changed_in_memory_is_decoded_and_can_be_put_right()
    {
        byte[] damaged = _sample.With(file => file.AsSpan(PublicHeader.Read(file).Layout.PayloadOffset, 3_000).Clear());
        using var copy = new CodedCopy(damaged, _sample.Key);
        Assert.Equal(Model, copy.TryVerify()!.Restore());
        byte[] whole = copy.TryRepair()!;
        Assert.Equal(_sample.File, whole);
        Assert.False(copy.Bytes.SequenceEqual(whole));
        copy.Restore(0, whole);
        Assert.True(copy.Bytes.SequenceEqual(whole));
    }

    [Fact]
    public void Beyond_repair_it_gives_nothing()
    {
        using var copy = new CodedCopy(_sample.With(file => file.AsSpan(file.Length / 4, file.Length / 2).Clear()), _sample.Key);
        Assert.Null(copy.TryVerify());
        Assert.Null(copy.TryRepair());
    }

    [Fact]
    public void It_keeps_a_key_of_its_own()
    {
        using var sample = new Sample(_sample.Model);
        using var copy = new CodedCopy(sample.With(_ => { }), sample.Key);
        sample.Key.Dispose();
        Assert.NotNull(copy.TryVerify());
    }
}
