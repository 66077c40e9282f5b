using ParDef.Artifacts.Errors;
using ParDef.Artifacts.Identity;
using ParDef.Artifacts.Keys;
using ParDef.Artifacts.Recovering;
using ParDef.Artifacts.Reparameterizing;
using ParDef.Onnx.External;
using ParDef.Onnx.Reading;
using ParDef.Reparameterization.Keyed;
using ParDef.Reparameterization.Symmetry;

namespace ParDef.Artifacts.Opening;

/// <summary>An artifact whose content is authentic and exactly what was protected.</summary>
public sealed class OpenedArtifact
{
    private readonly ModelContent _content;

    private OpenedArtifact(ModelContent content, DamageReport damage)
    {
        _content = content;
        Damage = damage;
        Identity = content.Identity;
    }

    /// <summary>Authenticated identity.</summary>
    public ArtifactIdentity Identity { get; }

    /// <summary>What was wrong with the payload of the file and was put right in memory.</summary>
    public DamageReport Damage { get; }

    /// <summary>Opens an artifact; parity is read only if a payload page needs it.</summary>
    /// <param name="file">All bytes of the file.</param>
    /// <param name="master">The user's key.</param>
    /// <param name="policy">What to do with repairable damage.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="ParDefException">
    /// <see cref="ErrorCode.Forged"/>, <see cref="ErrorCode.WrongKey"/>, <see cref="ErrorCode.Unsupported"/>, <see cref="ErrorCode.Damaged"/>;
    /// <see cref="ErrorCode.Repairable"/> under <see cref="OpenPolicy.Strict"/>.
    /// </exception>
    public static OpenedArtifact Open(ReadOnlyMemory<byte> file, MasterKey master, OpenPolicy policy, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(master);
        using var recovery = Recovery.Run(file, master, RecoveryScope.Payload, cancellation);
        recovery.ThrowIfBeyondRepair();
        if (policy == OpenPolicy.Strict && !recovery.Damage.IsClean)
        {
            throw new ParDefException(
                ErrorCode.Repairable, $"the artifact is damaged ({recovery.Damage.Describe()}) and can be repaired", "repair it: pardef repair");
        }

        return new OpenedArtifact(ModelContent.Open(recovery), recovery.Damage);
    }

    /// <inheritdoc cref="RestoreModel(ModelForm, CancellationToken)"/>
    public byte[] RestoreModel(CancellationToken cancellation = default) => RestoreModel(ModelForm.Original, cancellation);

    /// <summary>
    /// The plain model in one piece: the protected file itself if it was kept lossless, else with dequantized weights. External
    /// data lie inside of it.
    /// </summary>
    /// <param name="form">Whether its weights lie as in the model that was protected; an engine does not need them to.</param>
    /// <param name="cancellation">Ends the work early.</param>
    public byte[] RestoreModel(ModelForm form, CancellationToken cancellation = default)
    {
        if (!_content.HasExternalFiles)
        {
            return _content.RestoreSource(form, cancellation);
        }

        var files = RestoreFiles(form, cancellation);
        return StandaloneModel.Make(files.Model, files.External);
    }

    /// <inheritdoc cref="RestoreFiles(ModelForm, CancellationToken)"/>
    public RestoredFiles RestoreFiles(CancellationToken cancellation = default) => RestoreFiles(ModelForm.Original, cancellation);

    /// <summary>The plain model in the files that it was protected from: the same ones if it was kept lossless, else with dequantized weights.</summary>
    /// <param name="form">Whether its weights lie as in the model that was protected.</param>
    /// <param name="cancellation">Ends the work early.</param>
    public RestoredFiles RestoreFiles(ModelForm form, CancellationToken cancellation = default) => _content.RestoreFiles(form, cancellation);

    /// <summary>
    /// What the reparameterization reaches, as the rules of this build find it again from the graph; null if the weights are stored in their own order.
    /// </summary>
    public SymmetryReport? ReportSymmetry(CancellationToken cancellation = default)
    {
        if (_content.Manifest.Reparameterization is not { } drawn)
        {
            return null;
        }

        var files = RestoreFiles(ModelForm.Reparameterized, cancellation);
        var external = files.External.ToDictionary(file => file.Name, file => file.Content);
        var report = SymmetryReport.Of(KeyedWeights.Plan(OnnxModel.Read(files.Model, name => external[name])).Plan);
        return drawn.Law == (uint)ScaleLaw.None ? report with { Scaled = 0 } : report;
    }
}
