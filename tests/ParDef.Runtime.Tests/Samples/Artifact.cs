using ParDef.Artifacts.Keys;
using ParDef.Artifacts.Opening;
using ParDef.Artifacts.Protecting;

namespace ParDef.Runtime.Tests.Samples;

/// <summary>A protected model in a folder of its own.</summary>
internal sealed class Artifact : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pardef").FullName;

    public Artifact(byte[] model, bool lossless = false, bool reparameterize = true)
    {
        Path = System.IO.Path.Combine(_folder, "model.pardef");
        var options = new ProtectOptions { Id = "model", Lossless = lossless, Reparameterize = reparameterize };
        File.WriteAllBytes(Path, Protector.Protect(model, Key, options, TestContext.Current.CancellationToken).Content);
    }

    public MasterKey Key { get; } = MasterKey.Generate();

    public string Path { get; }

    public ProtectedModel Open() => ProtectedModel.Open(Path, Key, OpenPolicy.Repairing, null, TestContext.Current.CancellationToken);

    public void Dispose()
    {
        Key.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
