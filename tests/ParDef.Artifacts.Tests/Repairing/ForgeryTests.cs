using ParDef.Artifacts.Errors;
using ParDef.Artifacts.Format;
using ParDef.Artifacts.Inspecting;
using ParDef.Artifacts.Keys;
using ParDef.Artifacts.Tests.Samples;
using ParDef.Artifacts.Verifying;
using ParDef.ErrorCorrection;
using ParDef.ErrorCorrection.Kernels;

namespace ParDef.Artifacts.Tests.Repairing;

/// <summary>Attackers who know everything but the key.</summary>
public sealed class ForgeryTests : IDisposable
{
    private readonly Sample _sample = new(SampleModel.Make(weights: 50_000));

    public void Dispose() => _sample.Dispose();

    private FileLayout Layout => PublicHeader.Read(_sample.File).Layout;

    private VerifyReport Verify(byte[] file) => Verifier.Verify(file, _sample.Key, TestContext.Current.CancellationToken);

    [Fact]
    public void A_consistent_rewrite_of_all_pages_is_refused()
    {
        // The forger even guesses the interleaver: all pages and all parity form a valid codeword of content of his own.
        byte[] forged = _sample.With(file =>
        {
            using var guess = new LockedMemory(32);
            var payload = file.AsMemory(Layout.PayloadOffset, Layout.PayloadPagesBytes);
            new Random(1).NextBytes(payload.Span);
            new PageCode(Layout.Geometry, InterleaverStream.Under(guess), KernelSet.Default)
                .Encode(payload, file.AsMemory(Layout.ParityOffset, Layout.ParityPagesBytes), TestContext.Current.CancellationToken);
        });
        Assert.Equal(VerifyStatus.Refused, Verify(forged).Status);
    }

    [Fact]
    public void A_whole_file_of_the_forgers_own_key_is_refused()
    {
        using var forgers = MasterKey.Generate();
        byte[] forged = ParDef.Artifacts.Protecting.Protector
            .Protect(SampleModel.Make(seed: 4), forgers, Sample.Options, TestContext.Current.CancellationToken).Content;
        Assert.Equal(ErrorCode.WrongKey, Verify(forged).Refusal!.Code);
    }

    [Fact]
    public void Swapped_pages_are_put_back()
    {
        byte[] swapped = _sample.With(file =>
        {
            byte[] first = file[Layout.PayloadOffset..(Layout.PayloadOffset + 4096)];
            file.AsSpan(Layout.PayloadOffset + 4096, 4096).CopyTo(file.AsSpan(Layout.PayloadOffset));
            first.CopyTo(file, Layout.PayloadOffset + 4096);
        });
        var report = Verify(swapped);
        Assert.Equal((VerifyStatus.Repairable, 2), (report.Status, report.Damage!.BadPayloadPages.Count));
    }

    [Fact]
    public void Pages_of_another_file_under_the_same_key_are_damage()
    {
        using var other = new Sample(SampleModel.Make(weights: 50_000, seed: 8));
        byte[] mixed = _sample.With(file => other.File.AsSpan(Layout.PayloadOffset + 4096, 4096).CopyTo(file.AsSpan(Layout.PayloadOffset + 4096)));
        var report = Verify(mixed);
        Assert.Equal((VerifyStatus.Repairable, 1), (report.Status, report.Damage!.BadPayloadPages.Count));
    }

    [Fact]
    public void All_pages_of_another_file_under_its_header_are_refused()
    {
        using var other = new Sample(SampleModel.Make(weights: 50_000, seed: 8));
        byte[] mixed = [.. other.File];
        foreach (int offset in Layout.HeaderOffsets)
        {
            _sample.File.AsSpan(offset, Layout.HeaderBlockBytes).CopyTo(mixed.AsSpan(offset));
        }

        Assert.Equal(VerifyStatus.Refused, Verify(mixed).Status);
    }
}
