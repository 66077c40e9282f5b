using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ParDef.Runtime.Scrubbing.Kernels;

/// <summary>PCLMULQDQ: the product of the two halves of a vector.</summary>
internal sealed class CarrylessChecksum128() : ChecksumKernel("pclmulqdq", Pclmulqdq.IsSupported)
{
    private const byte UpperTimesLower = 0x01;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override Vector128<ulong> HashBlocks(ReadOnlySpan<byte> blocks, ReadOnlySpan<byte> key)
    {
        Debug.Assert(Pclmulqdq.IsSupported && blocks.Length % BlockBytes == 0 && key.Length >= blocks.Length, "whole blocks under their key");
        ref byte page = ref MemoryMarshal.GetReference(blocks);
        ref byte secret = ref MemoryMarshal.GetReference(key);

        // Four sums, so that no multiplication waits for the one before it.
        Vector128<ulong> a = default, b = default, c = default, d = default;
        for (nuint i = 0; i < (nuint)blocks.Length; i += 4 * UnitBytes)
        {
            a ^= Product(ref page, ref secret, i);
            b ^= Product(ref page, ref secret, i + UnitBytes);
            c ^= Product(ref page, ref secret, i + 2 * UnitBytes);
            d ^= Product(ref page, ref secret, i + 3 * UnitBytes);
        }

        return a ^ b ^ c ^ d;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Product(ref byte page, ref byte key, nuint offset)
    {
        var unit = (Vector128.LoadUnsafe(ref page, offset) ^ Vector128.LoadUnsafe(ref key, offset)).AsUInt64();
        return Pclmulqdq.CarrylessMultiply(unit, unit, UpperTimesLower);
    }
}
