using ParDef.Artifacts.Errors;
using ParDef.Artifacts.Keys;
using ParDef.Artifacts.Opening;
using ParDef.Artifacts.Recovering;

namespace ParDef.Artifacts.Repairing;

/// <summary>Gives back whole files: repaired, or repaired and wrapped under another key.</summary>
public static class Repairer
{
    /// <summary>The file as it was protected, to the last bit.</summary>
    /// <param name="file">All bytes of the damaged file; not changed.</param>
    /// <param name="master">The user's key.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="ParDefException">Refused, or damaged beyond repair.</exception>
    public static RepairedFile Repair(ReadOnlyMemory<byte> file, MasterKey master, CancellationToken cancellation = default)
    {
        using var recovery = Recover(file, master, cancellation);
        return new RepairedFile(recovery.WholeFile, recovery.Damage);
    }

    /// <summary>The same content under another master key, with the generation raised by one; damage is repaired on the way.</summary>
    /// <remarks>This is no revocation: an older copy still opens with the old key.</remarks>
    /// <param name="file">All bytes of the file; not changed.</param>
    /// <param name="master">The key it is under.</param>
    /// <param name="next">The key it will be under.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="ParDefException">Refused, or damaged beyond repair.</exception>
    public static RepairedFile Rekey(
        ReadOnlyMemory<byte> file, MasterKey master, MasterKey next, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(next);
        using var recovery = Recover(file, master, cancellation);
        return new RepairedFile(recovery.Rewrap(next), recovery.Damage);
    }

    private static Recovery Recover(ReadOnlyMemory<byte> file, MasterKey master, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(master);
        var recovery = Recovery.Run(file, master, RecoveryScope.WholeFile, cancellation);
        try
        {
            recovery.ThrowIfBeyondRepair();
            ModelContent.Open(recovery);
            return recovery;
        }
        catch
        {
            recovery.Dispose();
            throw;
        }
    }
}
