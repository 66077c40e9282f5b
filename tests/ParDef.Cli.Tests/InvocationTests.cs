using System.CommandLine;
using ParDef.Artifacts.Errors;
using ParDef.Artifacts.Keys;

namespace ParDef.Cli.Tests;

public sealed class InvocationTests : IDisposable
{
    private static readonly byte[] Old = [.. Enumerable.Repeat((byte)1, 1_000_000)];
    private static readonly byte[] New = [.. Enumerable.Repeat((byte)2, 900_000)];

    private readonly string _folder = Directory.CreateTempSubdirectory("pardef-invocation-").FullName;
    private readonly Invocation _run = new(new RootCommand().Parse([]), TestContext.Current.CancellationToken);

    private string File1 => Path.Combine(_folder, "m.pardef");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void An_input_that_stayed_is_replaced()
    {
        File.WriteAllBytes(File1, Old);
        _run.Replace(File1, Old, New);
        Assert.Equal(New, File.ReadAllBytes(File1));
        Assert.Equal([File1], Directory.GetFiles(_folder));
    }

    [Theory]
    [InlineData(new byte[] { 3, 3, 3 })]
    [InlineData(new byte[0])]
    public void An_input_that_somebody_changed_stays_as_he_left_it(byte[] newer)
    {
        File.WriteAllBytes(File1, newer);
        var refusal = Assert.Throws<ParDefException>(() => _run.Replace(File1, Old, New));
        Assert.Equal(ErrorCode.FileAccess, refusal.Code);
        Assert.Equal($"{File1} was changed meanwhile, and is left as it is", refusal.Message);
        Assert.Equal(newer, File.ReadAllBytes(File1));
        Assert.Equal([File1], Directory.GetFiles(_folder));
    }

    [Fact]
    public void One_changed_bit_is_a_change()
    {
        byte[] newer = [.. Old];
        newer[^1] ^= 1;
        File.WriteAllBytes(File1, newer);
        Assert.Equal(ErrorCode.FileAccess, Assert.Throws<ParDefException>(() => _run.Replace(File1, Old, New)).Code);
        Assert.Equal(newer, File.ReadAllBytes(File1));
    }

    [Fact]
    public void An_input_that_somebody_removed_is_not_made_again()
    {
        Assert.Equal(ErrorCode.FileAccess, Assert.Throws<ParDefException>(() => _run.Replace(File1, Old, New)).Code);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task Readers_of_a_file_that_is_replaced_see_the_old_or_the_new()
    {
        File.WriteAllBytes(File1, Old);
        var writing = Task.Run(() =>
        {
            for (int i = 0; i < 30; i++)
            {
                _run.Write(File1, i % 2 == 0 ? New : Old, overwrite: true);
            }
        }, TestContext.Current.CancellationToken);
        do
        {
            byte[] seen = File.ReadAllBytes(File1);
            Assert.True(seen.AsSpan().SequenceEqual(Old) || seen.AsSpan().SequenceEqual(New), $"{seen.Length} bytes of neither");
        }
        while (!writing.IsCompleted);

        await writing;
        Assert.Equal([File1], Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_key_file_is_never_replaced()
    {
        using var key = MasterKey.Generate();
        string text = KeyFile.Write(key, TimeProvider.System);
        File.WriteAllText(File1, text);
        Assert.Equal(ErrorCode.OutputExists, Assert.Throws<ParDefException>(() => _run.Write(File1, New, overwrite: true)).Code);
        Assert.Equal(text, File.ReadAllText(File1));
    }

    [Fact]
    public void Interrupted_work_writes_nothing()
    {
        File.WriteAllBytes(File1, Old);
        var interrupted = new Invocation(new RootCommand().Parse([]), new CancellationToken(canceled: true));
        Assert.Throws<OperationCanceledException>(() => interrupted.Replace(File1, Old, New));
        Assert.Equal(Old, File.ReadAllBytes(File1));
    }
}
