using ParDef.Artifacts.Inspecting;
using ParDef.Artifacts.Repairing;
using ParDef.Artifacts.Tests.Samples;
using ParDef.Artifacts.Verifying;

namespace ParDef.Artifacts.Tests.Repairing;

/// <summary>Short forms of the survival campaign (docs/results/survival.md): damaged files come back to the last bit.</summary>
public sealed class SurvivalTests : IDisposable
{
    private readonly Sample _sample = new(SampleModel.Make(weights: 200_000));

    public void Dispose() => _sample.Dispose();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private void Survives(byte[] damaged)
    {
        byte[] before = [.. damaged];
        var report = Verifier.Verify(damaged, _sample.Key, Cancellation);
        Assert.Equal(VerifyStatus.Repairable, report.Status);
        Assert.Equal(before, damaged);
        Assert.True(Repairer.Repair(damaged, _sample.Key, Cancellation).Content.Span.SequenceEqual(_sample.File));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(1_000)]
    [InlineData(10_000)]
    public void Random_flips(int bits)
    {
        var random = new Random(bits);
        Survives(_sample.With(file =>
        {
            for (int i = 0; i < bits; i++)
            {
                long bit = random.NextInt64(8L * file.Length);
                file[bit / 8] ^= (byte)(1 << (int)(bit % 8));
            }
        }));
    }

    [Theory]
    [InlineData(1, 0x00)]
    [InlineData(5, 0xFF)]
    [InlineData(10, 0x00)]
    [InlineData(10, 0xFF)]
    public void A_burst_of_some_percent_wherever_it_starts(int percent, byte fill)
    {
        int length = _sample.File.Length * percent / 100;
        for (int start = 0; start + length <= _sample.File.Length; start += _sample.File.Length / 20)
        {
            Survives(_sample.With(file => file.AsSpan(start, length).Fill(fill)));
        }
    }

    [Fact]
    public void Each_single_page()
    {
        for (int start = 0; start < _sample.File.Length; start += 4096)
        {
            Survives(_sample.With(file => file.AsSpan(start, Math.Min(4096, file.Length - start)).Fill(0x77)));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(192)]
    [InlineData(1_344)]
    [InlineData(3_000)]
    public void A_cut_or_longer_end_or_front(int bytes)
    {
        Survives(_sample.File[..^bytes]);
        Survives(_sample.File[bytes..]);
        Survives([.. _sample.File, .. new byte[bytes]]);
        Survives([.. new byte[bytes], .. _sample.File]);
        Survives([.. _sample.File[..bytes], .. _sample.File]);
        Survives([.. _sample.File, .. _sample.File[..bytes]]);
    }

    [Fact]
    public void Every_header_copy_and_every_padding_byte_counts()
    {
        var layout = PublicHeader.Read(_sample.File).Layout;
        foreach (int offset in layout.HeaderOffsets)
        {
            for (int at = offset; at < offset + layout.HeaderBlockBytes; at += 64)
            {
                var report = Verifier.Verify(_sample.With(file => file[at] ^= 1), _sample.Key, Cancellation);
                Assert.Equal((VerifyStatus.Repairable, 1, 1L, 0), (report.Status, report.Damage!.HeaderCopiesBad, report.Damage.BitsWrong, report.Damage.PagesBad));
            }
        }
    }

    [Fact]
    public void A_flipped_bit_in_any_byte_of_parity_or_payload_counts()
    {
        var layout = PublicHeader.Read(_sample.File).Layout;
        foreach (int at in (int[])[layout.PayloadOffset, layout.PayloadOffset + 4095, layout.ParityOffset, layout.ParityOffset + 4079, layout.ParityOffset + 4095])
        {
            var report = Verifier.Verify(_sample.With(file => file[at] ^= 0x80), _sample.Key, Cancellation);
            Assert.Equal((VerifyStatus.Repairable, 0, 1L, 1), (report.Status, report.Damage!.HeaderCopiesBad, report.Damage.BitsWrong, report.Damage.PagesBad));
        }
    }

    [Fact]
    public void Findings_name_the_tensors_that_were_hit()
    {
        using var sample = new Sample(SampleModel.Make(weights: 200_000), Sample.Stored);
        var layout = PublicHeader.Read(sample.File).Layout;
        byte[] damaged = sample.With(file => file[layout.PayloadOffset + 30 * 4096] ^= 1);
        Assert.Equal(["fc.weight"], Verifier.Verify(damaged, sample.Key, Cancellation).TensorsHit);
    }

    [Fact]
    public void Repair_is_idempotent_and_a_clean_file_is_clean()
    {
        Assert.Equal(VerifyStatus.Clean, Verifier.Verify(_sample.File, _sample.Key, Cancellation).Status);
        Assert.True(Repairer.Repair(_sample.File, _sample.Key, Cancellation).Content.Span.SequenceEqual(_sample.File));
    }

    [Theory]
    [InlineData(30)]
    [InlineData(60)]
    [InlineData(90)]
    public void Beyond_reach_is_refused_with_the_pages(int percent)
    {
        int length = _sample.File.Length * percent / 100;
        byte[] damaged = _sample.With(file => new Random(percent).NextBytes(file.AsSpan(_sample.File.Length / 20, length)));
        var report = Verifier.Verify(damaged, _sample.Key, Cancellation);
        Assert.Equal(VerifyStatus.Refused, report.Status);
        Assert.Equal(Errors.ErrorCode.Damaged, report.Refusal!.Code);
        Assert.NotEmpty(report.Damage!.RejectedPages);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(30)]
    [InlineData(200)]
    public void Small_files_survive_each_lost_page_and_every_cut_page(int weights)
    {
        using var sample = new Sample(SampleModel.Make(weights * 1000));
        for (int start = 0; start < sample.File.Length; start += 1024)
        {
            byte[] damaged = sample.With(file => file.AsSpan(start, Math.Min(1024, file.Length - start)).Fill(0x77));
            Assert.True(Repairer.Repair(damaged, sample.Key, Cancellation).Content.Span.SequenceEqual(sample.File), $"{weights} at {start}");
        }
    }
}
