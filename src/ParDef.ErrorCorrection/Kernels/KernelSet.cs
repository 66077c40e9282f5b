using System.Runtime.Intrinsics;

namespace ParDef.ErrorCorrection.Kernels;

/// <summary>
/// One implementation of all kernels, chosen as a value. All sets give identical results; the environment variable
/// <c>PARDEF_KERNEL</c> only chooses the default.
/// </summary>
public sealed class KernelSet
{
    private const string Variable = "PARDEF_KERNEL";

    private static readonly Lazy<KernelSet> Chosen = new(() => Choose(Environment.GetEnvironmentVariable(Variable)));

    private KernelSet(string name, bool isSupported, ChainKernels kernels)
    {
        Name = name;
        IsSupported = isSupported;
        Kernels = kernels;
    }

    /// <summary>The plain reference, byte by byte.</summary>
    public static KernelSet Scalar { get; } = new("scalar", true, new ScalarKernels());

    /// <summary>128-bit vectors, on every machine.</summary>
    public static KernelSet Portable { get; } = new("portable", true, new VectorKernels<ByteVector128>());

    /// <summary>256-bit vectors.</summary>
    public static KernelSet Avx2 { get; } = new("avx2", Vector256.IsHardwareAccelerated, new VectorKernels<ByteVector256>());

    /// <summary>512-bit vectors.</summary>
    public static KernelSet Avx512 { get; } = new("avx512", Vector512.IsHardwareAccelerated, new VectorKernels<ByteVector512>());

    /// <summary>All sets, slowest first.</summary>
    public static IReadOnlyList<KernelSet> All { get; } = [Scalar, Portable, Avx2, Avx512];

    /// <summary>The set that <c>PARDEF_KERNEL</c> names, else the widest that the machine has.</summary>
    /// <exception cref="PlatformNotSupportedException">The variable names a set that this machine lacks, or none.</exception>
    public static KernelSet Default => Chosen.Value;

    /// <summary>Name, as in <c>PARDEF_KERNEL</c>.</summary>
    public string Name { get; }

    /// <summary>True if this machine has the instructions.</summary>
    public bool IsSupported { get; }

    internal ChainKernels Kernels { get; }

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
