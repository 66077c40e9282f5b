using System.Runtime.Versioning;
using ParDef.EndToEnd.Scripting;

namespace ParDef.EndToEnd;

/// <summary>Somebody writes to the input while the command reads it.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class ChangingInputTests : IDisposable
{
    private const int Runs = 8;
    private readonly string _folder = Directory.CreateTempSubdirectory("pardef-changing-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_is_protected_was_the_file_at_one_moment_or_nothing_is()
    {
        byte[] first = await File.ReadAllBytesAsync(Repository.Asset("resnet20-fashionmnist.onnx"), TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(At("m.onnx"), first, TestContext.Current.CancellationToken);
        Assert.Equal(0, (await Pardef("keygen", "-o", "k.key")).Exit);

        // The same layout with other weights: a mixture of both would be a model, too.
        Assert.Equal(0, (await Pardef("protect", "m.onnx", "--key", "k.key")).Exit);
        Assert.Equal(0, (await Pardef("restore", "m.pardef", "--key", "k.key", "-o", "other.onnx")).Exit);
        byte[] second = await File.ReadAllBytesAsync(At("other.onnx"), TestContext.Current.CancellationToken);
        Assert.Equal(first.Length, second.Length);
        Assert.NotEqual(first, second);

        using var stop = new CancellationTokenSource();
        var writing = Task.Run(() => Rewrite([first, second], stop.Token), TestContext.Current.CancellationToken);
        for (int i = 0; i < Runs; i++)
        {
            var protecting = await Pardef("protect", "m.onnx", "--key", "k.key", "--lossless", "-o", $"{i}.pardef");
            if (protecting.Exit == 0)
            {
                Assert.Equal(0, (await Pardef("restore", $"{i}.pardef", "--key", "k.key", "-o", $"{i}.onnx")).Exit);
                byte[] back = await File.ReadAllBytesAsync(At($"{i}.onnx"), TestContext.Current.CancellationToken);
                Assert.True(back.AsSpan().SequenceEqual(first) || back.AsSpan().SequenceEqual(second), $"run {i} protected a mixture");
            }
            else
            {
                // Changed while it was read; or empty or half of a model for so long that it was no longer being written.
                Assert.Equal(3, protecting.Exit);
                Assert.Empty(protecting.Output);
                Assert.Matches(@"^pardef: error: m\.onnx: [^\n]+\npardef: hint: [^\n]+\n$", protecting.Error);
                Assert.False(File.Exists(At($"{i}.pardef")));
            }
        }

        await stop.CancelAsync();
        await writing;
    }

    /// <summary>Truncated to nothing and written again, as a careless program does, with pauses in which the file is at rest.</summary>
    private void Rewrite(byte[][] contents, CancellationToken stop)
    {
        for (int i = 0; !stop.IsCancellationRequested; i++)
        {
            File.WriteAllBytes(At("m.onnx"), contents[i % contents.Length]);
            Thread.Sleep(i * 7 % 60);
        }
    }

    private string At(string name) => Path.Combine(_folder, name);

    private Task<CommandResult> Pardef(params string[] words) =>
        new PardefProcess { Folder = _folder, Variables = new Dictionary<string, string>() }.Run(words, TestContext.Current.CancellationToken);
}
