using ParDef.Artifacts.Errors;
using ParDef.Artifacts.Keys;
using ParDef.Artifacts.Keys.Sources;

namespace ParDef.Artifacts.Tests.Keys.Sources;

public sealed class KeySourceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pardef-keys").FullName;
    private readonly MasterKey _key = MasterKey.Generate();

    public KeySourceTests() => File.WriteAllText(KeyPath, KeyFile.Write(_key, TimeProvider.System));

    private string KeyPath => Path.Combine(_folder, "model.key");

    public void Dispose()
    {
        _key.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private void AssertGivesTheKey(string text)
    {
        using var key = KeySource.Parse(text).Open(TestContext.Current.CancellationToken);
        Assert.Equal(_key.KeyId, key.KeyId);
    }

    private static ParDefException Refusal(string text) =>
        Assert.Throws<ParDefException>(() => KeySource.Parse(text).Open(TestContext.Current.CancellationToken));

    [Fact]
    public void A_file_gives_its_key() => AssertGivesTheKey(KeyPath);

    [Fact]
    public void A_descriptor_gives_its_key()
    {
        using var stream = File.OpenRead(KeyPath);
        AssertGivesTheKey($"fd:{stream.SafeFileHandle.DangerousGetHandle()}");
    }

    [Fact]
    public void A_variable_gives_its_key()
    {
        const string name = "PARDEF_TEST_KEY_SOURCE";
        Environment.SetEnvironmentVariable(name, File.ReadAllText(KeyPath));
        AssertGivesTheKey($"env:{name}");
    }

    [Fact]
    public void A_command_gives_its_key()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the lines are for a shell of Linux");
        AssertGivesTheKey($"command:cat '{KeyPath}'");
        AssertGivesTheKey($"command:grep -v '^#' '{KeyPath}' | cat");
    }

    [Fact]
    public void A_command_that_fails_is_refused_whatever_it_printed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the lines are for a shell of Linux");
        var refusal = Refusal($"command:cat '{KeyPath}'; exit 3");
        Assert.Equal(ErrorCode.FileAccess, refusal.Code);
        Assert.Contains("exit code 3", refusal.Message);
        Assert.Equal(ErrorCode.FileAccess, Refusal("command:no-such-program-of-pardef 2>/dev/null").Code);
        Assert.Equal(ErrorCode.MalformedKey, Refusal("command:echo no key").Code);
        Assert.Equal(ErrorCode.MalformedKey, Refusal("command:head -c 100000 /dev/zero || true").Code);
        Assert.Equal(ErrorCode.Usage, Refusal("command: ").Code);
    }

    [Fact]
    public void A_message_names_the_command_but_not_its_arguments()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the lines are for a shell of Linux");
        var refusal = Refusal("command:false --password hunter2");
        Assert.Contains("command false", refusal.Message);
        Assert.DoesNotContain("hunter2", refusal.Message + refusal.Hint);
    }

    [Fact]
    public async Task A_command_that_waits_can_be_interrupted()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the lines are for a shell of Linux");
        using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var opening = Task.Run(() => KeySource.Parse("command:sleep 600").Open(interrupt.Token), TestContext.Current.CancellationToken);
        await interrupt.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opening);
    }

    [Fact]
    public void What_does_not_exist_or_means_nothing_is_refused()
    {
        Assert.Equal(ErrorCode.FileAccess, Refusal(Path.Combine(_folder, "none.key")).Code);
        Assert.Equal(ErrorCode.FileAccess, Refusal(_folder).Code);
        Assert.Equal(ErrorCode.FileAccess, Refusal("fd:777").Code);
        Assert.Equal(ErrorCode.Usage, Refusal("env:PARDEF_TEST_NO_SUCH_VARIABLE").Code);
        Assert.Equal(ErrorCode.Usage, Refusal("fd:three").Code);
        Assert.Equal(ErrorCode.Usage, Refusal("fd:-1").Code);
    }

    [Fact]
    public void A_file_that_others_may_read_is_told_apart()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        File.SetUnixFileMode(KeyPath, UnixFileMode.UserRead);
        Assert.False(new FileKeySource(KeyPath).IsOpenToOthers);
        File.SetUnixFileMode(KeyPath, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        Assert.True(new FileKeySource(KeyPath).IsOpenToOthers);
    }
}
