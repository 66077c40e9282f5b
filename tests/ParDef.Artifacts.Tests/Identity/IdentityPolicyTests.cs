using ParDef.Artifacts.Errors;
using ParDef.Artifacts.Identity;

namespace ParDef.Artifacts.Tests.Identity;

public sealed class IdentityPolicyTests : IDisposable
{
    private static readonly ArtifactIdentity Current = new("model", 5, new string('a', 64));
    private readonly string _folder = Directory.CreateTempSubdirectory("pardef").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private IdentityPolicy WithState => new() { StateFile = Path.Combine(_folder, "state.json") };

    private static void RolledBack(IdentityPolicy policy, ArtifactIdentity identity) =>
        Assert.Equal(ErrorCode.RolledBack, Assert.Throws<ParDefException>(() => policy.Check(identity)).Code);

    [Fact]
    public void Demands_are_checked()
    {
        Assert.False(IdentityPolicy.Any.Check(Current));
        Assert.False(new IdentityPolicy { ExpectId = "model", MinRevision = 5 }.Check(Current));
        RolledBack(new IdentityPolicy { ExpectId = "other" }, Current);
        RolledBack(new IdentityPolicy { MinRevision = 6 }, Current);
    }

    [Fact]
    public void First_use_is_trusted_and_then_remembered()
    {
        Assert.True(WithState.Check(Current));
        Assert.False(File.Exists(WithState.StateFile));
        WithState.Accept(Current);
        Assert.False(WithState.Check(Current));
        Assert.False(WithState.Check(Current with { Revision = 6, ContentDigest = new string('b', 64) }));
        RolledBack(WithState, Current with { Revision = 4 });
        RolledBack(WithState, Current with { Id = "other" });
        RolledBack(WithState, Current with { ContentDigest = new string('b', 64) });
    }

    [Fact]
    public void A_newer_revision_moves_the_state()
    {
        WithState.Accept(Current);
        WithState.Accept(Current with { Revision = 6 });
        RolledBack(WithState, Current);
    }

    [Fact]
    public void A_state_file_that_cannot_be_read_is_no_first_use()
    {
        Directory.CreateDirectory(WithState.StateFile!);
        Assert.Equal(ErrorCode.FileAccess, Assert.Throws<ParDefException>(() => WithState.Check(Current)).Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("null")]
    [InlineData("{\"id\":null,\"revision\":1,\"content_digest\":\"\"}")]
    public void A_state_file_that_is_none_is_bad_input(string text)
    {
        File.WriteAllText(WithState.StateFile!, text);
        Assert.Equal(ErrorCode.MalformedInput, Assert.Throws<ParDefException>(() => WithState.Check(Current)).Code);
    }
}
