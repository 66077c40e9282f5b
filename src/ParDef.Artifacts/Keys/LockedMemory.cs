using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace ParDef.Artifacts.Keys;

/// <summary>
/// Bytes for secrets, on pages of their own: where the system allows (Linux), they are not written to swap and not part of a core dump. Zero at first; zeroed again when disposed.
/// </summary>
/// <remarks>
/// The amount that a process may lock is often 8 MiB (<c>RLIMIT_MEMLOCK</c>), so small secrets should be made first. Beyond it the memory works as any other and <see cref="IsLocked"/> is
/// false: whoever made it says so once. Copies that the platform's ciphers make of a key are theirs.
/// </remarks>
public sealed partial class LockedMemory : IDisposable
{
    private const int DoNotDump = 16;
    private const int DoDump = 17;

    private readonly byte[] _bytes;
    private readonly int _start;
    private readonly nint _address;
    private readonly nuint _pageBytes;
    private bool _isDisposed;

    /// <summary>Asks for memory.</summary>
    /// <param name="length">Bytes, 1 or more.</param>
    public LockedMemory(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        Length = length;
        int page = Environment.SystemPageSize;
        int pages = checked((length + page - 1) / page * page);

        // Whole pages, so that unlocking one memory does not unlock a neighbour.
        _bytes = GC.AllocateArray<byte>(checked(pages + page - 1), pinned: true);
        long address = Marshal.UnsafeAddrOfPinnedArrayElement(_bytes, 0);
        _start = (int)(-address & (page - 1));
        _address = (nint)address + _start;
        _pageBytes = (nuint)pages;
        if (OperatingSystem.IsLinux())
        {
            IsLocked = Lock(_address, _pageBytes) == 0;
            IsLeftOutOfDumps = Advise(_address, _pageBytes, DoNotDump) == 0;
        }
    }

    /// <summary>A locked copy of bytes, 1 or more; the original stays the caller's to zero.</summary>
    public static LockedMemory Of(ReadOnlySpan<byte> secret)
    {
        var memory = new LockedMemory(secret.Length);
        secret.CopyTo(memory.Span);
        return memory;
    }

    /// <summary>Bytes asked for.</summary>
    public int Length { get; }

    /// <summary>True if the pages stay in memory.</summary>
    public bool IsLocked { get; }

    /// <summary>True if core dumps leave the pages out.</summary>
    public bool IsLeftOutOfDumps { get; }

    /// <summary>Where the first byte lies, for tests that ask the system about it.</summary>
    internal nint Address => _address;

    /// <summary>The bytes; never the zeros that disposing leaves.</summary>
    /// <exception cref="ObjectDisposedException">The memory was disposed.</exception>
    public Span<byte> Span
    {
        get
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return _bytes.AsSpan(_start, Length);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        CryptographicOperations.ZeroMemory(_bytes.AsSpan(_start, Length));
        if (IsLeftOutOfDumps)
        {
            _ = Advise(_address, _pageBytes, DoDump);
        }

        if (IsLocked)
        {
            _ = Unlock(_address, _pageBytes);
        }
    }

    [LibraryImport("libc", EntryPoint = "mlock")]
    private static partial int Lock(nint address, nuint length);

    [LibraryImport("libc", EntryPoint = "munlock")]
    private static partial int Unlock(nint address, nuint length);

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nint address, nuint length, int advice);
}
