using System.Numerics;
using System.Runtime.Intrinsics;
using CsCheck;
using ParDef.Runtime.Scrubbing.Kernels;

namespace ParDef.Runtime.Tests.Scrubbing.Kernels;

public class ScalarChecksumTests
{
    [Fact]
    public void A_product_is_that_of_polynomials()
    {
        Gen.Select(Gen.ULong, Gen.ULong, Gen.ULong).Sample((a, b, c) =>
        {
            Assert.Equal(ScalarChecksum.Multiply(a, b), ScalarChecksum.Multiply(b, a));
            Assert.Equal(ScalarChecksum.Multiply(a, b ^ c), ScalarChecksum.Multiply(a, b) ^ ScalarChecksum.Multiply(a, c));
            Assert.Equal((UInt128)a, ScalarChecksum.Multiply(a, 1));
            Assert.Equal((UInt128)a << 63, ScalarChecksum.Multiply(a, 1ul << 63));
        });
    }

    [Fact]
    public void No_product_of_others_than_zero_is_zero()
    {
        // What the bound on a miss rests on: degrees add up.
        Gen.Select(Gen.ULong, Gen.ULong).Sample((a, b) =>
            a == 0 || b == 0 || (int)UInt128.Log2(ScalarChecksum.Multiply(a, b)) == BitOperations.Log2(a) + BitOperations.Log2(b));
    }

    [Fact]
    public void A_unit_is_hashed_as_the_document_says()
    {
        byte[] page = new byte[16], key = new byte[ChecksumKernel.PageBytes];
        page[0] = 0b101;
        page[8] = 0b11;
        Assert.Equal(Vector128.Create(0b1111ul, 0), ChecksumKernel.Scalar.Hash(page, key));
        key[8] = 0b10;
        Assert.Equal(Vector128.Create(0b101ul, 0), ChecksumKernel.Scalar.Hash(page, key));
    }

    [Fact]
    public void Every_flipped_bit_changes_the_hash_and_two_flips_rarely_cancel()
    {
        byte[] key = ChecksumContract.Bytes(5, ChecksumKernel.PageBytes), page = ChecksumContract.Bytes(6, ChecksumKernel.PageBytes);
        var right = ChecksumKernel.Default.Hash(page, key);
        var changes = new HashSet<Vector128<ulong>>();
        for (int bit = 0; bit < 8 * page.Length; bit++)
        {
            page[bit / 8] ^= (byte)(1 << bit % 8);
            changes.Add(ChecksumKernel.Default.Hash(page, key) ^ right);
            page[bit / 8] ^= (byte)(1 << bit % 8);
        }

        // Two flips cancel where their changes are equal.
        Assert.Equal(8 * page.Length, changes.Count);
        Assert.DoesNotContain(Vector128<ulong>.Zero, changes);
    }
}
