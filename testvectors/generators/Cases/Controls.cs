using ParDef.TestVectors.Building;
using ParDef.TestVectors.Writing;

namespace ParDef.TestVectors.Cases;

/// <summary>Accepted files from which the refused ones differ in one rule.</summary>
internal static class Controls
{
    public const string Lossless = "control-lossless";
    public const string Quantized = "control-quantized";

    public static byte[] Master { get; } = Seeded.Bytes("master key", 32);

    /// <summary>Two kept tensors, one page.</summary>
    public static Recipe LosslessRecipe() => new(
        TinyTensor.Kept("first", 1, [5, 4], Seeded.Bytes("first", 80)),
        TinyTensor.Kept("second", 7, [3], Seeded.Bytes("second", 24)));

    /// <summary>An affine FLOAT tensor of two channels, a symmetric one, a kept one; one page.</summary>
    public static Recipe QuantizedRecipe() => new(
        TinyTensor.Quantized("affine", 1, 2, 6, Seeded.Bytes("affine", 24), [7, 250], [0.125, 0.3]),
        TinyTensor.Kept("kept", 7, [3], Seeded.Bytes("kept", 24)),
        TinyTensor.Quantized("symmetric", 1, 1, 8, [1, 2, 3, 127, 129, 254, 255, 0], [], [0.0625]));

    /// <summary>A lossless file of an exact number of payload bytes.</summary>
    public static Recipe OfPayload(int bytes, int redundancy = 1)
    {
        var recipe = Filled(Math.Max(1, bytes - 400), redundancy);
        while (recipe.PayloadLength() != bytes)
        {
            recipe = Filled((int)recipe.Tensors[0].Length + bytes - recipe.PayloadLength(), redundancy);
        }

        return recipe;
    }

    private static Recipe Filled(int content, int redundancy) =>
        new(TinyTensor.Kept("filler", 2, [content], Seeded.Bytes("filler", content))) { Redundancy = redundancy };

    public static IEnumerable<Vector> Make()
    {
        yield return Case.Clean(Lossless, "1.1 1.2 2 3.3 4 9.1 9.2 9.3 10 12.2", LosslessRecipe(), "two kept tensors, stored blocks, one page");
        yield return Case.Clean(Quantized, "9.3 9.5 10 11 12.2", QuantizedRecipe(), "an affine, a symmetric and a kept tensor: all four streams");
    }
}
