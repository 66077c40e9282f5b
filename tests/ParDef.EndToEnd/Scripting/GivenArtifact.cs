namespace ParDef.EndToEnd.Scripting;

/// <summary>The demonstration model protected once for all scripts: <c>m.onnx</c>, <c>k.key</c> and <c>m.pardef</c>.</summary>
public sealed class GivenArtifact : IAsyncLifetime
{
    private const string Model = "resnet20-fashionmnist.onnx";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pardef-given-");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        File.Copy(Repository.Asset(Model), Path.Combine(_folder.FullName, "m.onnx"));
        await Pardef("keygen", "-o", "k.key");
        await Pardef("protect", "m.onnx", "--key", "k.key");
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    internal void CopyTo(string folder)
    {
        foreach (var file in _folder.EnumerateFiles())
        {
            file.CopyTo(Path.Combine(folder, file.Name));
        }
    }

    private async Task Pardef(params string[] words)
    {
        var process = new PardefProcess { Folder = _folder.FullName, Variables = new Dictionary<string, string>() };
        var result = await process.Run(words, TestContext.Current.CancellationToken);
        Assert.True(result.Exit == 0, result.ToString());
    }
}
