using System.Runtime.InteropServices;

namespace ParDef.Runtime.Native;

/// <summary>
/// Whole pages of zeroed memory outside of the garbage collector's heap: it neither moves nor is it copied. Freed when disposed; whoever hands out its spans sees to it
/// that none is used afterwards.
/// </summary>
internal sealed unsafe partial class PageMemory : IDisposable
{
    /// <summary>Length of a page in bytes.</summary>
    public const int PageBytes = 4096;

    private const int Read = 1;
    private const int Write = 2;
    private const int PrivateAnonymous = 0x22;
    private const int DontNeed = 4;
    private const int HugePages = 14;
    private const int DontDump = 16;

    private readonly bool _isMapped;
    private byte* _start;

    /// <summary>Takes memory for at least so many bytes, up to the end of a page.</summary>
    /// <exception cref="InsufficientMemoryException">The system gives none.</exception>
    public PageMemory(long bytes)
    {
        Length = Math.Max(1, (bytes + PageBytes - 1) / PageBytes) * PageBytes;
        _isMapped = OperatingSystem.IsLinux();
        if (!_isMapped)
        {
            _start = (byte*)NativeMemory.AlignedAlloc((nuint)Length, PageBytes);
            NativeMemory.Clear(_start, (nuint)Length);
            return;
        }

        nint mapped = Map(0, (nuint)Length, Read | Write, PrivateAnonymous, -1, 0);
        if (mapped == -1)
        {
            throw new InsufficientMemoryException($"no memory for {Length:N0} bytes of weights");
        }

        _start = (byte*)mapped;

        // All are asked for, not demanded: a low limit on locked memory leaves pages that can be swapped out, and nothing else.
        _ = Advise(mapped, (nuint)Length, HugePages);
        _ = Advise(mapped, (nuint)Length, DontDump);
        IsLocked = Lock(mapped, (nuint)Length) == 0;
    }

    /// <summary>Bytes, a multiple of <see cref="PageBytes"/>.</summary>
    public long Length { get; }

    /// <summary>True if the system keeps the pages in memory and never writes them to a swap device.</summary>
    public bool IsLocked { get; }

    /// <summary>Address of the first byte.</summary>
    public nint Address => (nint)_start;

    /// <summary>A part of the memory.</summary>
    public Span<byte> Span(long offset, int length)
    {
        ObjectDisposedException.ThrowIf(_start is null, this);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset + length, Length);
        return new Span<byte>(_start + offset, length);
    }

    /// <summary>Gives whole pages back to the system; their addresses stay taken and read as zeros from now on.</summary>
    /// <param name="offset">A multiple of <see cref="PageBytes"/>.</param>
    /// <param name="length">Another one.</param>
    public void Release(long offset, long length)
    {
        if (_isMapped && length > 0)
        {
            // Locked pages are not given back.
            _ = Unlock((nint)(_start + offset), (nuint)length);
            _ = Advise((nint)(_start + offset), (nuint)length, DontNeed);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_start is null)
        {
            return;
        }

        if (_isMapped)
        {
            _ = Unmap((nint)_start, (nuint)Length);
        }
        else
        {
            NativeMemory.AlignedFree(_start);
        }

        _start = null;
    }

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial nint Map(nint address, nuint length, int protection, int flags, int file, long offset);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(nint address, nuint length);

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nint address, nuint length, int advice);

    [LibraryImport("libc", EntryPoint = "mlock")]
    private static partial int Lock(nint address, nuint length);

    [LibraryImport("libc", EntryPoint = "munlock")]
    private static partial int Unlock(nint address, nuint length);
}
