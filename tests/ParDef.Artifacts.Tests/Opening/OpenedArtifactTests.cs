using ParDef.Artifacts.Errors;
using ParDef.Artifacts.Inspecting;
using ParDef.Artifacts.Opening;
using ParDef.Artifacts.Tests.Samples;

namespace ParDef.Artifacts.Tests.Opening;

public sealed class OpenedArtifactTests : IDisposable
{
    private readonly Sample _sample = new(SampleModel.Make(30_000));

    public void Dispose() => _sample.Dispose();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private int FirstPage => PublicHeader.Read(_sample.File).Layout.PayloadOffset;

    [Fact]
    public void A_repairing_policy_repairs_in_memory_and_reports()
    {
        byte[] damaged = _sample.With(file => file[FirstPage + 100] ^= 1);
        var opened = OpenedArtifact.Open(damaged, _sample.Key, OpenPolicy.Repairing, Cancellation);
        Assert.Equal(1, opened.Damage.PagesBad);
        Assert.Equal(
            OpenedArtifact.Open(_sample.File, _sample.Key, OpenPolicy.Strict, Cancellation).RestoreModel(Cancellation), opened.RestoreModel(Cancellation));
    }

    [Fact]
    public void A_strict_policy_refuses_what_could_be_repaired()
    {
        byte[] damaged = _sample.With(file => file[FirstPage + 100] ^= 1);
        Assert.Equal(
            ErrorCode.Repairable,
            Assert.Throws<ParDefException>(() => OpenedArtifact.Open(damaged, _sample.Key, OpenPolicy.Strict, Cancellation)).Code);
    }

    [Theory]
    [InlineData(OpenPolicy.Strict)]
    [InlineData(OpenPolicy.Repairing)]
    public void Both_policies_refuse_what_is_beyond_repair(OpenPolicy policy)
    {
        byte[] damaged = _sample.With(file => file.AsSpan(file.Length / 4, file.Length / 2).Clear());
        Assert.Equal(
            ErrorCode.Damaged, Assert.Throws<ParDefException>(() => OpenedArtifact.Open(damaged, _sample.Key, policy, Cancellation)).Code);
    }

    [Fact]
    public void Identity_comes_from_the_manifest()
    {
        using var sample = new Sample(options: Sample.Options with { Id = "résumé 7", Revision = 12 });
        var identity = OpenedArtifact.Open(sample.File, sample.Key, OpenPolicy.Strict, Cancellation).Identity;
        Assert.Equal(("résumé 7", 12UL, 64), (identity.Id, identity.Revision, identity.ContentDigest.Length));
    }

    [Fact]
    public void The_content_digest_does_not_depend_on_the_file_key()
    {
        using var again = new Sample(_sample.Model);
        Assert.NotEqual(_sample.File, again.File);
        Assert.Equal(
            OpenedArtifact.Open(_sample.File, _sample.Key, OpenPolicy.Strict, Cancellation).Identity,
            OpenedArtifact.Open(again.File, again.Key, OpenPolicy.Strict, Cancellation).Identity);
    }

    [Theory]
    [InlineData(2_000)]
    [InlineData(300_000)]
    [InlineData(1_300_000)]
    public void The_size_account_sums_to_the_file(int weights)
    {
        foreach (var options in new[] { Sample.Options, Sample.Stored, Sample.Options with { Lossless = true } })
        {
            using var sample = new Sample(SampleModel.Make(weights), options);
            var inspection = Inspection.Of(sample.File, sample.Key, Cancellation);
            Assert.Equal(sample.File.Length, inspection.Account.Total);
            Assert.Equal(sample.Model.Length, inspection.SourceBytes);
            Assert.Equal(options.Lossless ? 0 : 2, inspection.QuantizedTensors);
            Assert.True(inspection.Account.SavedByCompression <= 0);
        }
    }
}
