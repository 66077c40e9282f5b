using System.Collections.Concurrent;
using System.Text;
using ParDef.Artifacts.Errors;
using ParDef.Artifacts.Identity;
using ParDef.Artifacts.Storage;

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
    public void Whoever_accepts_at_the_same_time_the_state_ends_at_the_highest_revision()
    {
        var refusals = new ConcurrentBag<ErrorCode>();
        Parallel.For(1, 41, new ParallelOptions { MaxDegreeOfParallelism = 8 }, revision =>
        {
            try
            {
                WithState.Accept(Current with { Revision = (ulong)(revision * 7 % 41) });
            }
            catch (ParDefException refusal)
            {
                refusals.Add(refusal.Code);
            }
        });

        Assert.All(refusals, code => Assert.Equal(ErrorCode.RolledBack, code));
        Assert.False(WithState.Check(Current with { Revision = 40 }));
        RolledBack(WithState, Current with { Revision = 39 });
    }

    [Fact]
    public async Task Who_waits_for_the_lock_sees_what_its_holder_has_accepted()
    {
        Task accepting;
        using (new FileStream(WithState.StateFile + ".lock", FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None))
        {
            accepting = Task.Run(() => WithState.Accept(Current), TestContext.Current.CancellationToken);
            string state = $"{{\"id\":\"model\",\"revision\":9,\"content_digest\":\"{new string('c', 64)}\"}}";
            AtomicFile.Write(WithState.StateFile!, Encoding.UTF8.GetBytes(state), overwrite: false);
        }

        Assert.Equal(ErrorCode.RolledBack, (await Assert.ThrowsAsync<ParDefException>(() => accepting)).Code);
        RolledBack(WithState, Current);
    }

    [Fact]
    public void A_refusal_hints_at_what_was_demanded()
    {
        WithState.Accept(Current);
        string Hint(IdentityPolicy policy) => Assert.Throws<ParDefException>(() => policy.Check(Current with { Revision = 4 })).Hint!;
        Assert.DoesNotContain("remove", Hint(new IdentityPolicy { ExpectId = "other" }), StringComparison.Ordinal);
        Assert.DoesNotContain("remove", Hint(new IdentityPolicy { MinRevision = 5 }), StringComparison.Ordinal);
        Assert.Contains($"remove {WithState.StateFile}", Hint(WithState), StringComparison.Ordinal);
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
