using ParDef.IndependentDecoder.Payload;
using ParDef.TestVectors.Building;
using ParDef.TestVectors.Writing;

namespace ParDef.TestVectors.Cases;

/// <summary>Sections 10 and 14: the tensor table against itself, the skeleton and the streams.</summary>
internal static class TensorCases
{
    private const string Many = "tensor-100000";

    public static IEnumerable<Vector> Make()
    {
        yield return Kept("position-falls", 1, tensor => tensor with { Position = 0 }, "the second tensor lies before the first");
        yield return Kept("position-behind", 1, tensor => tensor with { Position = 10_000 }, "a position behind the skeleton");
        yield return Kept("position-2-63", 1, tensor => tensor with { Position = 1UL << 63 }, "a position of 2^63", "1.4 10");
        yield return Kept("length-short", 1, tensor => tensor with { Length = tensor.Length - 1 }, "one byte of kept contents is not used up");
        yield return Kept("length-long", 1, tensor => tensor with { Length = tensor.Length + 1 }, "one byte more than there are kept contents");
        yield return Kept("length-2-31", 1, tensor => tensor with { Length = 2_147_483_592 }, "a tensor larger than a model file can be", "1.4 10 14");
        yield return Kept("length-2-64", 1, tensor => tensor with { Length = ulong.MaxValue - 79 }, "lengths whose sum overflows", "1.4 10");
        yield return Kept("kept-with-channels", 0, tensor => tensor with { Channels = 1 }, "channels of a kept tensor");
        yield return Kept("kept-with-inner", 0, tensor => tensor with { Inner = 1 }, "inner of a kept tensor");
        yield return Kept("encoding-3", 0, tensor => tensor with { Encoding = 3 }, "encoding 3");
        yield return Kept("element-type-2-32", 0, tensor => tensor with { ElementType = (1UL << 32) + 1 }, "an element type of 33 bits", "1.5 10");
        yield return Kept("name-not-utf8", 0, tensor => tensor with { Name = [0xC0, 0x80] }, "a name that is not UTF-8");

        yield return Quantized("channels-0", 0, tensor => tensor with { Channels = 0 }, "no channels");
        yield return Quantized("inner-0", 0, tensor => tensor with { Inner = 0 }, "inner 0");
        yield return Quantized("channels-3-of-inner-6", 0, tensor => tensor with { Channels = 3 }, "three channels of six do not divide 24 elements");
        yield return Quantized("inner-5", 0, tensor => tensor with { Inner = 5 }, "two channels of five do not divide 24 elements");
        yield return Quantized("product-overflows", 0, tensor => tensor with { Channels = uint.MaxValue, Inner = 1UL << 62 }, "channels and inner whose product overflows", "1.4 10");
        yield return Quantized("type-int8", 0, tensor => tensor with { ElementType = 3, Length = 24 }, "a quantized tensor of INT8");
        yield return Quantized("type-0", 0, tensor => tensor with { ElementType = 0 }, "a quantized tensor of no type");
        yield return Quantized("broken-elements", 0, tensor => tensor with { Length = tensor.Length + 1 }, "97 bytes of FLOAT");
        yield return Quantized("elements-less", 2, tensor => tensor with { Length = tensor.Length - 4, Inner = 7 }, "an integer is not used up");
        yield return Quantized("elements-more", 2, tensor => tensor with { Length = tensor.Length + 4, Inner = 9 }, "one integer more than there are");
        yield return Quantized("scales-more", 2, tensor => tensor with { Channels = 2, Inner = 4 }, "one scale more than there are");
        yield return Quantized("zero-points-missing", 2, tensor => tensor with { Encoding = 1 }, "affine without zero points");
        yield return Quantized("zero-points-left", 0, tensor => tensor with { Encoding = 2 }, "symmetric with zero points");
        yield return Quantized("no-elements", 2, tensor => tensor with { Length = 0 }, "a quantized tensor without elements");

        yield return Case.Clean("tensor-empty", "10", Empty(), "a kept tensor without content, at the position of the one behind it");
        yield return Case.Clean("tensor-no-skeleton", "9.5 10", NoSkeleton(), "everything is one tensor: the skeleton is empty");
        yield return Case.Clean(Many, "10 14", Crowd(100_000), "100,000 tensors without content");
        yield return Case.Forged("tensor-100001", "1.4 14", Many, Crowd(100_001), _ => { }, "one tensor more");
    }

    private static Vector Kept(string name, int index, Func<TensorEntry, TensorEntry> edit, string comment, string sections = "10") => Case.Forged(
        "tensor-" + name, sections, Controls.Lossless, Controls.LosslessRecipe(), recipe => recipe.EditTensor(index, edit), comment);

    private static Vector Quantized(string name, int index, Func<TensorEntry, TensorEntry> edit, string comment, string sections = "10") => Case.Forged(
        "tensor-" + name, sections, Controls.Quantized, Controls.QuantizedRecipe(), recipe => recipe.EditTensor(index, edit), comment);

    private static Recipe Empty()
    {
        var recipe = Controls.LosslessRecipe();
        recipe.Tensors.Insert(1, recipe.Tensors[1] with { Name = "empty"u8.ToArray(), Length = 0 });
        return recipe;
    }

    private static Recipe NoSkeleton()
    {
        var recipe = new Recipe();
        recipe.Tensors.Add(new TensorEntry([], 0, (ulong)recipe.Model.File.Length, 0, 0, 0, 0));
        recipe.Blocks[0] = recipe.Blocks[0] with { Stream = 2 };
        return recipe;
    }

    private static Recipe Crowd(int count)
    {
        var recipe = new Recipe { StoreManifest = FixedDeflate.Compress };
        recipe.Tensors.AddRange(Enumerable.Repeat(new TensorEntry([], 0, 0, 0, 0, 0, 0), count));
        return recipe;
    }
}
