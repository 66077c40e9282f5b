using ParDef.ErrorCorrection.Kernels;

namespace ParDef.Micro;

/// <summary>What a benchmark runs on.</summary>
/// <param name="Kernel">Name of a kernel set.</param>
/// <param name="Lifting">Zb, bytes a block.</param>
/// <param name="Size">Size.</param>
public sealed record Setting(string Kernel, int Lifting, Size Size)
{
    private static readonly int[] Liftings = [64, 128, 256, 512];

    /// <summary>True for the short form: one lifting size, the widest kernels.</summary>
    public static bool IsShort { get; set; }

    /// <summary>All settings of a run. The plain reference is too slow for whole files.</summary>
    public static IEnumerable<Setting> All => IsShort
        ? [new(KernelSet.Default.Name, 256, Size.Cache), new(KernelSet.Default.Name, 256, Size.File)]
        : from kernels in KernelSet.All
          where kernels.IsSupported
          from lifting in Liftings
          from size in Enum.GetValues<Size>()
          where size == Size.Cache || kernels != KernelSet.Scalar
          select new Setting(kernels.Name, lifting, size);

    /// <summary>At most twenty characters, of which the table shows no more.</summary>
    public override string ToString() => $"{Kernel} {Lifting} {Size}";
}
