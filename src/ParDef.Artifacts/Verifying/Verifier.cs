using ParDef.Artifacts.Errors;
using ParDef.Artifacts.Keys;
using ParDef.Artifacts.Opening;
using ParDef.Artifacts.Recovering;

namespace ParDef.Artifacts.Verifying;

/// <summary>Checks every byte of a file; changes nothing.</summary>
public static class Verifier
{
    /// <summary>Verifies one file. Refusals are part of the report, not exceptions.</summary>
    /// <param name="file">All bytes of the file.</param>
    /// <param name="master">The user's key.</param>
    /// <param name="cancellation">Ends the work early.</param>
    public static VerifyReport Verify(ReadOnlyMemory<byte> file, MasterKey master, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(master);
        DamageReport? damage = null;
        try
        {
            using var recovery = Recovery.Run(file, master, RecoveryScope.WholeFile, cancellation);
            damage = recovery.Damage;
            recovery.ThrowIfBeyondRepair();
            var content = ModelContent.Open(recovery);
            return new VerifyReport
            {
                Status = damage.IsClean ? VerifyStatus.Clean : VerifyStatus.Repairable,
                Damage = damage,
                Identity = content.Identity,
                TensorsHit = content.TensorsIn(damage.BadPayloadPages),
            };
        }
        catch (ParDefException refusal)
        {
            return new VerifyReport { Status = VerifyStatus.Refused, Refusal = refusal, Damage = damage };
        }
    }
}
