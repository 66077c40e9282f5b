using ParDef.Artifacts.Errors;
using ParDef.Artifacts.Format;
using ParDef.Artifacts.Storage;

namespace ParDef.Artifacts.Tests.Storage;

public sealed class InputFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pardef").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_file_is_read_whole()
    {
        string path = Path.Combine(_folder, "in");
        byte[] content = [.. Enumerable.Range(0, 100_000).Select(i => (byte)i)];
        File.WriteAllBytes(path, content);
        Assert.Equal(content, InputFile.Read(path));
    }

    [Fact]
    public void A_file_from_the_future_is_read()
    {
        string path = Path.Combine(_folder, "in");
        File.WriteAllBytes(path, [1, 2, 3]);
        File.SetLastWriteTimeUtc(path, new DateTime(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.Equal([1, 2, 3], InputFile.Read(path));
    }

    [Theory]
    [InlineData("missing", "does not exist")]
    [InlineData("missing/in", "does not exist")]
    [InlineData("", "is a folder")]
    public void What_cannot_be_read_is_named(string name, string reason)
    {
        string path = Path.Combine(_folder, name);
        var refusal = Assert.Throws<ParDefException>(() => InputFile.Read(path));
        Assert.Equal(ErrorCode.FileAccess, refusal.Code);
        Assert.Equal($"{path} {reason}", refusal.Message);
    }

    [Fact]
    public void A_file_beyond_the_limit_is_refused_unread()
    {
        string path = Path.Combine(_folder, "large");
        using (var handle = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write))
        {
            RandomAccess.SetLength(handle, Limits.FileBytes + 1L);
        }

        Assert.Equal(ErrorCode.Unsupported, Assert.Throws<ParDefException>(() => InputFile.Read(path)).Code);
    }

    [Fact]
    public async Task A_writer_and_a_truncator_never_give_a_mixture()
    {
        string path = Path.Combine(_folder, "changing");
        byte[][] contents = [.. new byte[] { 1, 2 }.Select(value => Enumerable.Repeat(value, 2_000_000).ToArray())];
        File.WriteAllBytes(path, contents[0]);
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(() =>
        {
            for (int i = 0; !stop.IsCancellationRequested; i++)
            {
                // Truncated to nothing and written again, as a careless program does.
                File.WriteAllBytes(path, contents[i % 2]);
                Thread.Sleep(i % 40);
            }
        }, TestContext.Current.CancellationToken);
        for (int i = 0; i < 50; i++)
        {
            try
            {
                byte[] read = InputFile.Read(path);
                Assert.False(read.AsSpan().Contains((byte)1) && read.AsSpan().Contains((byte)2), $"read {i}");
            }
            catch (ParDefException refusal)
            {
                Assert.Equal(ErrorCode.FileAccess, refusal.Code);
            }
        }

        await stop.CancelAsync();
        await writing;
    }
}
