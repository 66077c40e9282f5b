using ParDef.Artifacts.Errors;
using ParDef.Artifacts.Inspecting;
using ParDef.Artifacts.Keys;
using ParDef.Artifacts.Repairing;
using ParDef.Artifacts.Tests.Samples;
using ParDef.Artifacts.Verifying;

namespace ParDef.Artifacts.Tests.Repairing;

public class RekeyTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void The_new_key_opens_and_the_old_one_does_not()
    {
        using var sample = new Sample();
        using var next = MasterKey.Generate();
        byte[] file = Repairer.Rekey(sample.File, sample.Key, next, Cancellation).Content.ToArray();
        Assert.Equal(VerifyStatus.Clean, Verifier.Verify(file, next, Cancellation).Status);
        Assert.Equal(ErrorCode.WrongKey, Verifier.Verify(file, sample.Key, Cancellation).Refusal!.Code);
        Assert.Equal(1u, PublicHeader.Read(file).Header.Generation);
        Assert.Equal(sample.File.Length, file.Length);
    }

    [Fact]
    public void Damage_is_repaired_on_the_way_and_the_content_stays()
    {
        using var sample = new Sample();
        using var next = MasterKey.Generate();
        var before = Verifier.Verify(sample.File, sample.Key, Cancellation).Identity;
        byte[] file = Repairer.Rekey(sample.With(file => file[5000] ^= 4), sample.Key, next, Cancellation).Content.ToArray();
        var report = Verifier.Verify(file, next, Cancellation);
        Assert.Equal((VerifyStatus.Clean, before), (report.Status, report.Identity));
    }
}
