using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ParDef.Runtime.Scrubbing.Kernels;

/// <summary>VPCLMULQDQ: the products of the two halves of each 128 bits of a vector.</summary>
internal sealed class CarrylessChecksum512() : ChecksumKernel("vpclmulqdq", Vector512.IsHardwareAccelerated && Pclmulqdq.V512.IsSupported)
{
    private const byte UpperTimesLower = 0x01;
    private const int VectorBytes = 64;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override Vector128<ulong> HashBlocks(ReadOnlySpan<byte> blocks, ReadOnlySpan<byte> key)
    {
        Debug.Assert(Pclmulqdq.V512.IsSupported && blocks.Length % BlockBytes == 0 && key.Length >= blocks.Length, "whole blocks under their key");
        ref byte page = ref MemoryMarshal.GetReference(blocks);
        ref byte secret = ref MemoryMarshal.GetReference(key);

        // Four sums, so that no multiplication waits for the one before it.
        Vector512<ulong> a = default, b = default, c = default, d = default;
        for (nuint i = 0; i < (nuint)blocks.Length; i += 4 * VectorBytes)
        {
            a ^= Products(ref page, ref secret, i);
            b ^= Products(ref page, ref secret, i + VectorBytes);
            c ^= Products(ref page, ref secret, i + 2 * VectorBytes);
            d ^= Products(ref page, ref secret, i + 3 * VectorBytes);
        }

        var sums = a ^ b ^ c ^ d;
        var half = sums.GetLower() ^ sums.GetUpper();
        return half.GetLower() ^ half.GetUpper();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Products(ref byte page, ref byte key, nuint offset)
    {
        var units = (Vector512.LoadUnsafe(ref page, offset) ^ Vector512.LoadUnsafe(ref key, offset)).AsUInt64();
        return Pclmulqdq.V512.CarrylessMultiply(units, units, UpperTimesLower);
    }
}
