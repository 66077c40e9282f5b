using ParDef.Artifacts.Errors;
using ParDef.Artifacts.Recovering;
using ParDef.Artifacts.Tests.Samples;
using ParDef.Artifacts.Verifying;

namespace ParDef.Artifacts.Tests.Recovering;

/// <summary>What is said of a file that cannot be repaired is what is left of it.</summary>
public sealed class BeyondRepairTests : IDisposable
{
    private readonly Sample _sample = new(SampleModel.Make(weights: 400_000));

    public void Dispose() => _sample.Dispose();

    private DamageReport Refused(byte[] file)
    {
        var report = Verifier.Verify(file, _sample.Key, TestContext.Current.CancellationToken);
        Assert.Equal(VerifyStatus.Refused, report.Status);
        Assert.Equal(ErrorCode.Damaged, report.Refusal!.Code);
        return report.Damage!;
    }

    [Theory]
    [InlineData(0.7)]
    [InlineData(0.5)]
    [InlineData(0.05)]
    public void A_file_cut_at_its_end_is_reported_from_its_start(double left)
    {
        byte[] file = _sample.File[..(int)(left * _sample.File.Length)];
        var damage = Refused(file);
        Assert.False(damage.AnchoredAtEnd);
        Assert.Equal(file.Length - _sample.File.Length, damage.ExcessBytes);
        Assert.InRange(damage.PagesVerified, (left - 0.03) * damage.Pages, left * damage.Pages);
    }

    [Theory]
    [InlineData(0.7)]
    [InlineData(0.5)]
    [InlineData(0.05)]
    public void A_file_cut_at_its_front_is_reported_from_its_end(double left)
    {
        var damage = Refused(_sample.File[^(int)(left * _sample.File.Length)..]);
        Assert.True(damage.AnchoredAtEnd);
        Assert.InRange(damage.PagesVerified, (left - 0.03) * damage.Pages, left * damage.Pages);
    }

    [Fact]
    public void A_cut_file_with_an_overwritten_start_is_reported_by_the_pages_that_verify()
    {
        byte[] file = _sample.File[..(_sample.File.Length / 2)];
        file.AsSpan(0, 3 * file.Length / 4).Fill(0xFF);
        byte[] header = _sample.File[..192];
        header.CopyTo(file, 192);
        Assert.False(Refused(file).AnchoredAtEnd);
    }
}
