using ParDef.Artifacts.Errors;
using ParDef.Artifacts.Opening;
using ParDef.Artifacts.Repairing;
using ParDef.Artifacts.Verifying;

namespace ParDef.Attacks.Forgeries;

/// <summary>A victim with a file before him: verifies it, restores from it and repairs it, as the command does.</summary>
public static class ForgeryTrial
{
    /// <summary>Tries one forged file on the victim of a scene.</summary>
    public static ForgeryOutcome Run(Scene scene, ReadOnlyMemory<byte> forged, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(scene);
        var report = Verifier.Verify(forged, scene.Key, cancellation);
        if (report.Status == VerifyStatus.Clean && IsDemanded(scene, report))
        {
            return new ForgeryOutcome(true, "verified");
        }

        // Each verb reads and checks for itself; what one refuses, no other may use.
        return Restored(scene, forged, cancellation) is { } model && !model.AsSpan().SequenceEqual(scene.Model)
            ? new ForgeryOutcome(true, "restored")
            : report.Status switch
            {
                VerifyStatus.Refused => new ForgeryOutcome(false, Layer(report)),
                _ when !IsDemanded(scene, report) => new ForgeryOutcome(false, "demanded id and revision"),
                _ => Repaired(scene, forged, cancellation),
            };
    }

    private static bool IsDemanded(Scene scene, VerifyReport report)
    {
        try
        {
            scene.Policy.Check(report.Identity!);
            return true;
        }
        catch (ParDefException)
        {
            return false;
        }
    }

    private static byte[]? Restored(Scene scene, ReadOnlyMemory<byte> forged, CancellationToken cancellation)
    {
        try
        {
            var opened = OpenedArtifact.Open(forged, scene.Key, OpenPolicy.Repairing, cancellation);
            scene.Policy.Check(opened.Identity);
            return opened.RestoreModel(cancellation);
        }
        catch (ParDefException)
        {
            return null;
        }
    }

    private static ForgeryOutcome Repaired(Scene scene, ReadOnlyMemory<byte> forged, CancellationToken cancellation) =>
        Repairer.Repair(forged, scene.Key, cancellation).Content.Span.SequenceEqual(scene.Loot.Target.Span)
            ? new ForgeryOutcome(false, "repair: the original file came back")
            : new ForgeryOutcome(true, "repaired");

    private static string Layer(VerifyReport report) => report.Refusal!.Code switch
    {
        ErrorCode.Forged when report.Damage is null => "header MAC",
        ErrorCode.Forged => "checks behind the tags",
        ErrorCode.WrongKey => "key id",
        ErrorCode.Unsupported => "header fields",
        ErrorCode.Damaged when report.Damage is null => "no header",
        ErrorCode.Damaged => "page tags",
        var code => code.Text(),
    };
}
