using System.Buffers.Binary;
using System.Runtime.Intrinsics;

namespace ParDef.Runtime.Scrubbing.Kernels;

/// <summary>The definition as it is written.</summary>
internal sealed class ScalarChecksum() : ChecksumKernel("scalar", isSupported: true)
{
    protected override Vector128<ulong> HashBlocks(ReadOnlySpan<byte> blocks, ReadOnlySpan<byte> key)
    {
        UInt128 sum = 0;
        for (int unit = 0; unit < blocks.Length; unit += UnitBytes)
        {
            sum ^= Multiply(Word(blocks, unit) ^ Word(key, unit), Word(blocks, unit + sizeof(ulong)) ^ Word(key, unit + sizeof(ulong)));
        }

        return Vector128.Create((ulong)sum, (ulong)(sum >> 64));
    }

    /// <summary>The product of two polynomials over GF(2), bit i being the coefficient of x^i.</summary>
    internal static UInt128 Multiply(ulong left, ulong right)
    {
        UInt128 product = 0;
        for (int bit = 0; bit < 64; bit++)
        {
            if ((right >> bit & 1) != 0)
            {
                product ^= (UInt128)left << bit;
            }
        }

        return product;
    }

    private static ulong Word(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt64LittleEndian(bytes[offset..]);
}
