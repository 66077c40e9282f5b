using ParDef.Artifacts.Errors;
using ParDef.Artifacts.Keys;
using ParDef.Artifacts.Recovering;

namespace ParDef.Artifacts.Opening;

/// <summary>
/// An artifact kept in memory as it lies in its file: encrypted, with tags and parity. Whatever is read from it is verified at that moment, and decoded where a page of it has
/// changed meanwhile. Safe for concurrent use.
/// </summary>
public sealed class CodedCopy : IDisposable
{
    private readonly byte[] _file;
    private readonly MasterKey _master;

    /// <summary>Keeps a file and a copy of its key.</summary>
    /// <param name="file">All bytes of the file; this object is their only user from now on.</param>
    /// <param name="master">The key; the caller may dispose it afterwards.</param>
    public CodedCopy(byte[] file, MasterKey master)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(master);
        _file = file;
        _master = MasterKey.FromBytes(master.Secret);
    }

    /// <summary>The bytes of the file, as they lie in memory at this moment.</summary>
    public ReadOnlySpan<byte> Bytes => _file;

    /// <summary>Verifies every page of the content, and decodes those that changed; null if that is beyond repair. The copy itself stays as it is.</summary>
    public VerifiedContent? TryVerify()
    {
        var (file, master) = (_file, _master);
        try
        {
            var cancellation = CancellationToken.None;
            using var recovery = Recovery.Run(file, master, RecoveryScope.Payload, cancellation);
            return recovery.Succeeded ? new VerifiedContent(ModelContent.Open(recovery)) : null;
        }
        catch (ParDefException)
        {
            return null;
        }
    }

    /// <summary>The file as it was protected, bit for bit; null if the copy is damaged beyond repair.</summary>
    public byte[]? TryRepair()
    {
        var (file, master) = (_file, _master);
        try
        {
            var cancellation = CancellationToken.None;
            using var recovery = Recovery.Run(file, master, RecoveryScope.WholeFile, cancellation);
            return recovery.Succeeded ? recovery.WholeFile.ToArray() : null;
        }
        catch (ParDefException)
        {
            return null;
        }
    }

    /// <summary>Writes right bytes over a part of the copy, as <see cref="TryRepair"/> gave them.</summary>
    /// <param name="offset">First byte.</param>
    /// <param name="content">The bytes.</param>
    public void Restore(int offset, ReadOnlySpan<byte> content) => content.CopyTo(_file.AsSpan(offset));

    /// <summary>Zeroes the key.</summary>
    public void Dispose() => _master.Dispose();
}
