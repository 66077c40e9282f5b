using ParDef.Artifacts.Errors;
using ParDef.Artifacts.Keys;
using ParDef.Artifacts.Packing;
using ParDef.Artifacts.Protecting;
using ParDef.Artifacts.Repairing;
using ParDef.Artifacts.Storage;
using ParDef.Artifacts.Verifying;

namespace ParDef.Peers;

/// <summary>ParDef in this process: lossless, encrypted, uncompressed, default strength, on all cores.</summary>
internal sealed class ParDefPeer : IPeer, IDisposable
{
    private readonly MasterKey _key = MasterKey.Generate();

    /// <inheritdoc/>
    public string Name => "ParDef";

    /// <inheritdoc/>
    public string? Absence => null;

    /// <inheritdoc/>
    public IReadOnlyList<string> Create(string file, TimeSpan limit)
    {
        string artifact = Path.ChangeExtension(file, "pardef");
        var options = new ProtectOptions { Id = "peers", Lossless = true, Compression = BlockCompression.None };
        AtomicFile.Write(artifact, Protector.Protect(InputFile.Read(file), _key, options).Content, overwrite: true);
        return [artifact];
    }

    /// <inheritdoc/>
    public bool Verify(IReadOnlyList<string> stored, TimeSpan limit) =>
        Verifier.Verify(InputFile.Read(stored[0]), _key).Status == VerifyStatus.Clean;

    /// <inheritdoc/>
    public void Repair(IReadOnlyList<string> stored, TimeSpan limit)
    {
        try
        {
            AtomicFile.Write(stored[0], Repairer.Repair(InputFile.Read(stored[0]), _key).Content.Span, overwrite: true);
        }
        catch (ParDefException)
        {
            // Refused: the file stays as it is.
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();
}
