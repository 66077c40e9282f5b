using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using BenchmarkDotNet.Attributes;
using ParDef.Attacks.Faults;
using ParDef.Runtime.Scrubbing.Kernels;

namespace ParDef.Micro;

/// <summary>The scrubber's hash of every page of a region, beside a read-only sweep over the same pages on one core.</summary>
public class Checksum
{
    private const ulong Seed = 1;

    private readonly byte[] _key = new byte[ChecksumKernel.PageBytes];
    private byte[] _region = [];
    private int _start;
    private ChecksumKernel _kernel = ChecksumKernel.Default;

    /// <summary>Bytes of the region: one that stays in the cache of a core, and one that does not.</summary>
    [Params(2, 64)]
    public int Mebibytes { get; set; }

    /// <summary>Name of the kernel.</summary>
    [ParamsSource(nameof(Kernels))]
    public string Kernel { get; set; } = "";

    /// <summary>The kernels of this machine; in the short form the fastest.</summary>
    public static IEnumerable<string> Kernels => Setting.IsShort
        ? [ChecksumKernel.Default.Name]
        : ChecksumKernel.All.Where(kernel => kernel.IsSupported).Select(kernel => kernel.Name);

    private ReadOnlySpan<byte> Region => _region.AsSpan(_start, Mebibytes << 20);

    [GlobalSetup]
    public void SetUp()
    {
        _kernel = ChecksumKernel.All.Single(kernel => kernel.Name == Kernel);
        _region = GC.AllocateUninitializedArray<byte>((Mebibytes << 20) + ChecksumKernel.PageBytes, pinned: true);
        _start = (int)(-Marshal.UnsafeAddrOfPinnedArrayElement(_region, 0) & (ChecksumKernel.PageBytes - 1));
        var random = new SeededRandom(Seed);
        random.NextBytes(_region);
        random.NextBytes(_key);
    }

    /// <summary>Reads every byte: the least that any check can do.</summary>
    [Benchmark(Baseline = true)]
    public ulong Sweep()
    {
        ref byte first = ref MemoryMarshal.GetReference(Region);
        Vector512<ulong> a = default, b = default, c = default, d = default;
        for (nuint i = 0; i < (nuint)Region.Length; i += 256)
        {
            a ^= Load(ref first, i);
            b ^= Load(ref first, i + 64);
            c ^= Load(ref first, i + 128);
            d ^= Load(ref first, i + 192);
        }

        return Vector512.Sum(a ^ b ^ c ^ d);
    }

    [Benchmark]
    public ulong HashPages()
    {
        Vector128<ulong> all = default;
        for (int page = 0; page < Region.Length; page += ChecksumKernel.PageBytes)
        {
            all ^= _kernel.Hash(Region.Slice(page, ChecksumKernel.PageBytes), _key);
        }

        return all[0];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Load(ref byte first, nuint offset) => Vector512.LoadUnsafe(ref first, offset).AsUInt64();
}
