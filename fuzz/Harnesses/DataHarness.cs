using ParDef.Data;
using ParDef.Data.ImageSets;
using ParDef.Data.Tensors;

namespace ParDef.Fuzz.Harnesses;

/// <summary>Files with inputs of a network: .npy tensors, IDX image sets with labels, sets of DCT coefficients.</summary>
internal static class DataHarness
{
    public static void Npy(byte[] input) => Answered(() => NpyFile.Read(new MemoryStream(input), "input.npy"));

    /// <summary>The images; the same bytes once more as their labels.</summary>
    public static void Idx(byte[] input)
    {
        Answered(() => IdxImageSet.Read(new MemoryStream(input)));
        Answered(() => IdxImageSet.Read(new MemoryStream(OnePixel), new MemoryStream(input)));
    }

    public static void Dct(byte[] input) => Answered(() => DctImageSet.Read(new MemoryStream(input), limit: null, "input.dct"));

    // 0x00000803, one image of 1 x 1.
    private static readonly byte[] OnePixel = [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 7];

    private static void Answered(Action read)
    {
        try
        {
            read();
        }
        catch (DataFormatException)
        {
            // The documented answer.
        }
    }
}
