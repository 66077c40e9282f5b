using Microsoft.Extensions.Logging;
using ParDef.Artifacts.Errors;
using ParDef.Artifacts.Identity;
using ParDef.Artifacts.Keys;
using ParDef.Artifacts.Opening;
using ParDef.Artifacts.Recovering;
using ParDef.Artifacts.Storage;
using ParDef.Runtime.Graphs;
using ParDef.Runtime.Loading;
using ParDef.Runtime.Memory;
using ParDef.Runtime.Scrubbing;
using ParDef.Runtime.Sessions;

namespace ParDef.Runtime;

/// <summary>
/// A model that runs straight from its artifact. What is kept of it is the coded artifact, in memory; the plain weights exist in the memory of its sessions only, in the
/// artifact's own order, and no clear file is ever written.
/// </summary>
/// <example>
/// <code>
/// using var key = KeyFile.Read(File.ReadAllBytes("pardef.key"), "pardef.key");
/// using var model = ProtectedModel.Open("model.pardef", key, OpenPolicy.Repairing);
/// using var session = model.CreateSession();
/// using var outputs = session.Run(new Dictionary&lt;string, OrtValue&gt; { ["input"] = value });
/// </code>
/// </example>
public sealed class ProtectedModel : IDisposable
{
    private SharedCopy? _copy;

    private ProtectedModel(OpenedArtifact artifact, bool isFirstUse, CodedCopy copy)
    {
        Identity = artifact.Identity;
        Damage = artifact.Damage;
        IsFirstUse = isFirstUse;
        _copy = new SharedCopy(copy);
    }

    /// <summary>Authenticated identity of the artifact.</summary>
    public ArtifactIdentity Identity { get; }

    /// <summary>What was wrong with the file's payload and was put right in memory; <see cref="DamageReport.IsClean"/> if nothing.</summary>
    public DamageReport Damage { get; }

    /// <summary>True if the policy named a state file that did not exist: this identity was trusted on first use.</summary>
    public bool IsFirstUse { get; }

    /// <summary>Opens and verifies an artifact, and repairs it in memory if the policy allows.</summary>
    /// <param name="path">The <c>.pardef</c> file; read once, never written.</param>
    /// <param name="key">The key it was protected under; a copy is kept for repairs until the model and its sessions are disposed.</param>
    /// <param name="policy">What to do with damage that can be repaired.</param>
    /// <param name="identity">What the artifact must be; null accepts any.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="ParDefException">The file cannot be read, or is refused: see <see cref="ErrorCode"/>.</exception>
    public static ProtectedModel Open(
        string path, MasterKey key, OpenPolicy policy, IdentityPolicy? identity = null, CancellationToken cancellation = default)
    {
        var demanded = identity ?? IdentityPolicy.Any;
        byte[] file = InputFile.Read(path);
        var artifact = OpenedArtifact.Open(file, key, policy, cancellation);
        bool isFirstUse = demanded.Check(artifact.Identity);
        var copy = new CodedCopy(file, key);
        if (!artifact.Damage.IsClean && copy.TryRepair() is { } whole)
        {
            // All of its parity stands for what happens in memory.
            copy.Dispose();
            copy = new CodedCopy(whole, key);
        }

        var model = new ProtectedModel(artifact, isFirstUse, copy);
        demanded.Accept(artifact.Identity);
        return model;
    }

    /// <summary>
    /// Makes a session of the native engine (docs/runtime.md): lays the weights out for this processor in memory that is watched, and shows that they are read from there. The
    /// caller disposes it; it outlives this object if need be.
    /// </summary>
    /// <param name="settings">How it computes and is watched; null for the defaults.</param>
    /// <param name="logger">Where the watch says what it finds, or null.</param>
    /// <exception cref="ObjectDisposedException">This model was disposed.</exception>
    /// <exception cref="ParDefException">
    /// <see cref="ErrorCode.Unsupported"/>: the engine cannot run the model, it takes something else than tensors, or, under <see cref="SessionSettings.RequireLive"/>, a weight
    /// is not read from watched memory.
    /// </exception>
    public ProtectedSession CreateSession(SessionSettings? settings = null, ILogger<Scrubber>? logger = null)
    {
        ObjectDisposedException.ThrowIf(_copy is null, this);
        var content = _copy.Copy.TryVerify() ?? throw new ParDefException(ErrorCode.Damaged, "the coded copy in memory was damaged beyond repair");
        byte[] plain = content.Restore();
        try
        {
            settings ??= new SessionSettings();
            var engine = EngineLoader.Load(CanonicalModel.Of(plain), settings);
            return new ProtectedSession(engine, _copy, settings, logger);
        }
        finally
        {
            Array.Clear(plain);
        }
    }

    /// <summary>Lets go of the coded copy; sessions already made keep it.</summary>
    public void Dispose()
    {
        _copy?.Dispose();
        _copy = null;
    }
}
