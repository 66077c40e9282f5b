using System.Diagnostics;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;
using ParDef.ErrorCorrection.Kernels;

namespace ParDef.Runtime.Scrubbing.Kernels;

/// <summary>
/// CLNH, a keyed hash of a page (Lemire and Kaser, Faster 64-bit universal hashing using carry-less multiplications, 2016; NH of UMAC over GF(2)[x]): the page is padded with zeros to
/// blocks of 256 bytes and read as units of two 64-bit words (m0, m1), the key likewise as (k0, k1); the hash is the XOR over all units of the carry-less products (m0 ^ k0) (m1 ^ k1), 127 bits
/// in 128. All kernels give the same hash.
/// </summary>
/// <remarks>
/// For two pages that differ and every difference d, at most 2^-64 of all keys give hashes whose XOR is d. Proof: take a unit in which they differ and fix the key elsewhere. With a = m0 ^ k0, b = m1 ^ k1 and
/// changes (e, f) of the unit, the XOR of the products is a b + (a + e)(b + f) = a f + e b + e f. It must equal one value c. If e is not 0, fix a: since GF(2)[x] has no zero divisors, e b = c + a f + e f holds for at
/// most one of the 2^64 equally likely b. If e is 0, f is not, and a f = c holds for at most one a.
/// </remarks>
internal abstract class ChecksumKernel(string name, bool isSupported)
{
    /// <summary>Most bytes of a page, and bytes of a key.</summary>
    public const int PageBytes = 4096;

    /// <summary>What the kernels read at once; pages are padded with zeros to a multiple of it.</summary>
    public const int BlockBytes = 256;

    private protected const int UnitBytes = 2 * sizeof(ulong);

    /// <summary>The plain reference, bit by bit.</summary>
    public static ChecksumKernel Scalar { get; } = new ScalarChecksum();

    /// <summary>128-bit vectors without a carry-less multiplication, on every machine.</summary>
    public static ChecksumKernel Portable { get; } = new PortableChecksum();

    /// <summary>One carry-less multiplication at once.</summary>
    public static ChecksumKernel Carryless128 { get; } = new CarrylessChecksum128();

    /// <summary>Four carry-less multiplications at once.</summary>
    public static ChecksumKernel Carryless512 { get; } = new CarrylessChecksum512();

    /// <summary>All kernels, slowest first.</summary>
    public static IReadOnlyList<ChecksumKernel> All { get; } = [Scalar, Portable, Carryless128, Carryless512];

    /// <summary>The fastest kernel within the set that <c>PARDEF_KERNEL</c> names, or that the machine has.</summary>
    /// <exception cref="PlatformNotSupportedException">The variable names a set that this machine lacks, or none.</exception>
    public static ChecksumKernel Default => Within(KernelSet.Default);

    /// <summary>Name, for tables.</summary>
    public string Name => name;

    /// <summary>True if this machine has the instructions.</summary>
    public bool IsSupported => isSupported;

    /// <summary>
    /// The fastest kernel that this machine has and that uses no wider vectors than a set: carry-less multiplications are not part of AVX2 or AVX-512, so a machine may have the set without them.
    /// </summary>
    public static ChecksumKernel Within(KernelSet set)
    {
        ChecksumKernel[] allowed = set == KernelSet.Scalar ? [Scalar]
            : set == KernelSet.Portable ? [Portable]
            : set == KernelSet.Avx2 ? [Portable, Carryless128]
            : [Portable, Carryless128, Carryless512];
        return allowed.Last(kernel => kernel.IsSupported);
    }

    /// <summary>Hash of a page of 1 to 4,096 bytes under a key of 4,096.</summary>
    public Vector128<ulong> Hash(ReadOnlySpan<byte> page, ReadOnlySpan<byte> key)
    {
        Debug.Assert(page.Length is > 0 and <= PageBytes && key.Length == PageBytes, "a page is not longer than its key");
        int whole = page.Length & -BlockBytes;
        var hash = HashBlocks(page[..whole], key);
        if (whole < page.Length)
        {
            Span<byte> padded = stackalloc byte[BlockBytes];
            padded.Clear();
            page[whole..].CopyTo(padded);
            hash ^= HashBlocks(padded, key.Slice(whole, BlockBytes));
            CryptographicOperations.ZeroMemory(padded);
        }

        return hash;
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Hash of whole blocks under as many bytes of key, or more; zero for none.</summary>
    protected abstract Vector128<ulong> HashBlocks(ReadOnlySpan<byte> blocks, ReadOnlySpan<byte> key);
}
