using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;

namespace ParDef.Runtime.Scrubbing.Kernels;

/// <summary>
/// A sum of products without multiplying: with S_i the XOR of all left words whose right word has bit i, the hash is the XOR of all S_i x^i, so that shifts are needed once a call instead of once a product. Two
/// units lie in the two lanes of a vector. The instructions and addresses do not depend on the key.
/// </summary>
internal sealed class PortableChecksum() : ChecksumKernel("portable", isSupported: true)
{
    private const int PairBytes = 2 * UnitBytes;
    private const int BitsAtOnce = 8;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override Vector128<ulong> HashBlocks(ReadOnlySpan<byte> blocks, ReadOnlySpan<byte> key)
    {
        Span<Vector128<ulong>> keyed = stackalloc Vector128<ulong>[PageBytes / UnitBytes];
        keyed = keyed[..(blocks.Length / UnitBytes)];
        for (int pair = 0; pair < blocks.Length; pair += PairBytes)
        {
            var first = Load(blocks, pair) ^ Load(key, pair);
            var second = Load(blocks, pair + UnitBytes) ^ Load(key, pair + UnitBytes);
            keyed[pair / UnitBytes] = Vector128.Create(first.GetLower(), second.GetLower());
            keyed[pair / UnitBytes + 1] = Vector128.Create(first.GetUpper(), second.GetUpper());
        }

        ulong low = 0, high = 0;
        for (int bit = 0; bit < 64; bit += BitsAtOnce)
        {
            AddBits(keyed, bit, ref low, ref high);
        }

        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(keyed));
        return Vector128.Create(low, high);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddBits(ReadOnlySpan<Vector128<ulong>> keyed, int bit, ref ulong low, ref ulong high)
    {
        Vector128<ulong> s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default, s6 = default, s7 = default;
        for (int pair = 0; pair + 1 < keyed.Length; pair += 2)
        {
            var left = keyed[pair];
            var right = keyed[pair + 1] >> bit;
            s0 ^= Where(left, right, 1);
            s1 ^= Where(left, right, 2);
            s2 ^= Where(left, right, 4);
            s3 ^= Where(left, right, 8);
            s4 ^= Where(left, right, 16);
            s5 ^= Where(left, right, 32);
            s6 ^= Where(left, right, 64);
            s7 ^= Where(left, right, 128);
        }

        ReadOnlySpan<Vector128<ulong>> sums = [s0, s1, s2, s3, s4, s5, s6, s7];
        for (int i = 0; i < sums.Length; i++)
        {
            ulong sum = sums[i][0] ^ sums[i][1];
            low ^= sum << (bit + i);
            // In two steps, since a shift by 64 is a shift by 0.
            high ^= sum >> 1 >> (63 - bit - i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Where(Vector128<ulong> left, Vector128<ulong> right, ulong bit)
    {
        var mask = Vector128.Create(bit);
        return left & Vector128.Equals(right & mask, mask);
    }

    private static Vector128<ulong> Load(ReadOnlySpan<byte> bytes, int offset) => Vector128.Create(bytes.Slice(offset, UnitBytes)).AsUInt64();
}
