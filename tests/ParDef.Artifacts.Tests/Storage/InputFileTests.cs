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
}
