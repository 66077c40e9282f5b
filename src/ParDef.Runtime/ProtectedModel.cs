using Microsoft.ML.OnnxRuntime;
using ParDef.Artifacts.Errors;
using ParDef.Artifacts.Identity;
using ParDef.Artifacts.Keys;
using ParDef.Artifacts.Opening;
using ParDef.Artifacts.Recovering;
using ParDef.Artifacts.Storage;
using ErrorCode = ParDef.Artifacts.Errors.ErrorCode;

namespace ParDef.Runtime;

/// <summary>
/// A model that runs straight from its artifact. The plain model exists in memory only, its weights in the artifact's own order; no clear file is
/// ever written.
/// </summary>
/// <example>
/// <code>
/// using var key = KeyFile.Read(File.ReadAllBytes("pardef.key"), "pardef.key");
/// using var model = ProtectedModel.Open("model.pardef", key, OpenPolicy.Repairing);
/// using var session = model.CreateSession();
/// </code>
/// </example>
public sealed class ProtectedModel : IDisposable
{
    private byte[]? _model;

    private ProtectedModel(OpenedArtifact artifact, bool isFirstUse, CancellationToken cancellation)
    {
        Identity = artifact.Identity;
        Damage = artifact.Damage;
        IsFirstUse = isFirstUse;
        _model = artifact.RestoreModel(ModelForm.Reparameterized, cancellation);
    }

    /// <summary>Authenticated identity of the artifact.</summary>
    public ArtifactIdentity Identity { get; }

    /// <summary>What was wrong with the file's payload and was put right in memory; <see cref="DamageReport.IsClean"/> if nothing.</summary>
    public DamageReport Damage { get; }

    /// <summary>True if the policy named a state file that did not exist: this identity was trusted on first use.</summary>
    public bool IsFirstUse { get; }

    /// <summary>Opens and verifies an artifact, and repairs it in memory if the policy allows.</summary>
    /// <param name="path">The <c>.pardef</c> file; read once, never written.</param>
    /// <param name="key">The key it was protected under. Not needed after this call.</param>
    /// <param name="policy">What to do with damage that can be repaired.</param>
    /// <param name="identity">What the artifact must be; null accepts any.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="ParDefException">The file cannot be read, or is refused: see <see cref="ErrorCode"/>.</exception>
    public static ProtectedModel Open(
        string path, MasterKey key, OpenPolicy policy, IdentityPolicy? identity = null, CancellationToken cancellation = default)
    {
        var demanded = identity ?? IdentityPolicy.Any;
        var artifact = OpenedArtifact.Open(InputFile.Read(path), key, policy, cancellation);
        bool isFirstUse = demanded.Check(artifact.Identity);
        var model = new ProtectedModel(artifact, isFirstUse, cancellation);
        demanded.Accept(artifact.Identity);
        return model;
    }

    /// <summary>A session of the native engine. The caller disposes it; it outlives this object if need be.</summary>
    /// <param name="options">Options of ONNX Runtime, or null for its defaults.</param>
    /// <exception cref="ObjectDisposedException">This model was disposed.</exception>
    /// <exception cref="ParDefException"><see cref="ErrorCode.Unsupported"/>: the engine cannot run the model.</exception>
    public InferenceSession CreateSession(SessionOptions? options = null)
    {
        ObjectDisposedException.ThrowIf(_model is null, this);
        try
        {
            return options is null ? new InferenceSession(_model) : new InferenceSession(_model, options);
        }
        catch (OnnxRuntimeException failure)
        {
            throw new ParDefException(ErrorCode.Unsupported, $"the engine cannot run the model: {failure.Message.TrimEnd('.')}", inner: failure);
        }
    }

    /// <summary>Zeroes the plain model; sessions already made keep their own copy.</summary>
    public void Dispose()
    {
        if (_model is not null)
        {
            Array.Clear(_model);
            _model = null;
        }
    }
}
