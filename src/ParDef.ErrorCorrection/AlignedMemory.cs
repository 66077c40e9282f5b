using System.Runtime.InteropServices;

namespace ParDef.ErrorCorrection;

/// <summary>Pinned bytes whose first lies at a multiple of 64: vectors that are loaded at multiples of their width then never lie across two cache lines.</summary>
internal sealed class AlignedMemory
{
    private const int Alignment = 64;

    private readonly byte[] _bytes;
    private readonly int _start;
    private readonly int _length;

    public AlignedMemory(int length)
    {
        _length = length;
        _bytes = GC.AllocateArray<byte>(length + Alignment - 1, pinned: true);
        long address = Marshal.UnsafeAddrOfPinnedArrayElement(_bytes, 0);
        _start = (int)(-address & (Alignment - 1));
    }

    public Span<byte> Span => _bytes.AsSpan(_start, _length);
}
