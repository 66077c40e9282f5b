using System.Runtime.InteropServices;

namespace ParDef.ErrorCorrection;

/// <summary>
/// Pinned bytes of unknown content whose first lies at a multiple of 64: vectors that are loaded at multiples of their width then never lie across two cache lines. On Linux
/// they are asked for in pages of 2 MiB, since a long chain takes longer to be mapped in pages of 4 KiB than to be coded.
/// </summary>
internal sealed partial class AlignedMemory
{
    private const int Alignment = 64;
    private const long HugePage = 2 << 20;
    private const int AdviseHugePages = 14;

    private readonly byte[] _bytes;
    private readonly int _start;
    private readonly int _length;

    public AlignedMemory(int length)
    {
        _length = length;
        _bytes = GC.AllocateUninitializedArray<byte>(length + Alignment - 1, pinned: true);
        long address = Marshal.UnsafeAddrOfPinnedArrayElement(_bytes, 0);
        _start = (int)(-address & (Alignment - 1));
        long firstPage = (address + HugePage - 1) / HugePage * HugePage;
        long pages = (address + _bytes.Length - firstPage) / HugePage;
        if (OperatingSystem.IsLinux() && pages > 0)
        {
            // Only advice: where it is refused, pages stay small.
            _ = Advise((nint)firstPage, (nuint)(pages * HugePage), AdviseHugePages);
        }
    }

    public Span<byte> Span => _bytes.AsSpan(_start, _length);

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nint address, nuint length, int advice);
}
