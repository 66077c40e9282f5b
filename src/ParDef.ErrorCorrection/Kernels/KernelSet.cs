using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ParDef.ErrorCorrection.Kernels;

/// <summary>
/// One implementation of all kernels, chosen as a value. All sets give identical results; the environment variable
/// <c>PARDEF_KERNEL</c> only chooses the default.
/// </summary>
public sealed class KernelSet
{
    private const string Variable = "PARDEF_KERNEL";

    private static readonly Lazy<KernelSet> Chosen = new(() => Choose(Environment.GetEnvironmentVariable(Variable)));

    private KernelSet(string name, bool isSupported, ChainKernels kernels, SoftKernels soft)
    {
        Name = name;
        IsSupported = isSupported;
        Kernels = kernels;
        Soft = soft;
    }

    /// <summary>The plain reference, byte by byte.</summary>
    public static KernelSet Scalar { get; } = new("scalar", true, new ScalarKernels(), new ScalarSoftKernels());

    /// <summary>128-bit vectors, on every machine.</summary>
    public static KernelSet Portable { get; } = new(
        "portable", true, new VectorKernels<ByteVector128>(), new VectorSoftKernels<ByteVector128, SixteenLookup<ByteVector128>>());

    /// <summary>256-bit vectors.</summary>
    public static KernelSet Avx2 { get; } = new(
        "avx2",
        System.Runtime.Intrinsics.X86.Avx2.IsSupported,
        new VectorKernels<ByteVector256>(),
        new VectorSoftKernels<ByteVector256, SixteenLookup<ByteVector256>>());

    /// <summary>512-bit vectors.</summary>
    public static KernelSet Avx512 { get; } = new(
        "avx512",
        Vector512.IsHardwareAccelerated && Avx512BW.IsSupported,
        new VectorKernels<ByteVector512>(),
        new VectorSoftKernels<ByteVector512, SixteenLookup<ByteVector512>>());

    /// <summary>512-bit vectors with permutations of bytes.</summary>
    public static KernelSet Avx512Vbmi { get; } = new(
        "avx512vbmi",
        Avx512.IsSupported && System.Runtime.Intrinsics.X86.Avx512Vbmi.IsSupported,
        new VectorKernels<ByteVector512>(),
        new VectorSoftKernels<ByteVector512, PermuteLookup>());

    /// <summary>All sets, slowest first.</summary>
    public static IReadOnlyList<KernelSet> All { get; } = [Scalar, Portable, Avx2, Avx512, Avx512Vbmi];

    /// <summary>The set that <c>PARDEF_KERNEL</c> names, else the widest that the machine has.</summary>
    /// <exception cref="PlatformNotSupportedException">The variable names a set that this machine lacks, or none.</exception>
    public static KernelSet Default => Chosen.Value;

    /// <summary>Name, as in <c>PARDEF_KERNEL</c>.</summary>
    public string Name { get; }

    /// <summary>True if this machine has the instructions.</summary>
    public bool IsSupported { get; }

    internal ChainKernels Kernels { get; }

    internal SoftKernels Soft { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;

    internal static KernelSet Choose(string? name)
    {
        if (string.IsNullOrEmpty(name))
        {
            return All.Last(set => set.IsSupported);
        }

        var chosen = All.FirstOrDefault(set => set.Name == name)
            ?? throw new PlatformNotSupportedException($"{Variable}={name} is not one of {string.Join(", ", All)}");
        return chosen.IsSupported
            ? chosen
            : throw new PlatformNotSupportedException($"this machine lacks the instructions for {Variable}={name}");
    }
}
