using ParDef.Attacks.Gradients;
using ParDef.Attacks.Integers;
using ParDef.Attacks.Tests.Samples;

namespace ParDef.Attacks.Tests.Integers;

public class IntegerTensorTests
{
    [Theory]
    [InlineData("s8-tensor", 0, new[] { 1, 2, 4, 8, 16, 32, 64, -128 })]
    [InlineData("s8-tensor", 0xff, new[] { -1, -2, -4, -8, -16, -32, -64, 128 })]
    [InlineData("u8-channel", 0, new[] { 1, 2, 4, 8, 16, 32, 64, 128 })]
    [InlineData("u8-channel", 0xff, new[] { -1, -2, -4, -8, -16, -32, -64, -128 })]
    public void Bits_weigh_what_the_form_says(string form, byte stored, int[] growth) =>
        Assert.Equal(growth, Enumerable.Range(0, 8).Select(bit => IntegerForm.ByName[form].Growth(stored, bit)));

    [Theory]
    [InlineData("s8-tensor")]
    [InlineData("s8-channel")]
    [InlineData("u8-tensor")]
    [InlineData("u8-channel")]
    public void A_flip_changes_the_value_by_what_was_foretold_and_no_scale(string form)
    {
        var model = Read();
        var integers = IntegerModel.Quantize(model, IntegerForm.ByName[form]);
        var tensor = integers["w"];
        double[] scales = [.. Enumerable.Range(0, tensor.Length).Select(tensor.Scale)];
        for (int element = 0; element < tensor.Length; element++)
        {
            for (int bit = 0; bit < 8; bit++)
            {
                double before = model["w"].Values[element];
                double growth = tensor.Growth(element, bit);
                tensor.Flip(element, bit);
                Assert.Equal(before + growth, model["w"].Values[element], 1e-6);
                Assert.Equal(1, integers.Distance);
                tensor.Flip(element, bit);
                Assert.Equal(before, model["w"].Values[element]);
            }
        }

        Assert.Equal(scales, Enumerable.Range(0, tensor.Length).Select(tensor.Scale));
        Assert.Equal(0, integers.Distance);
    }

    [Theory]
    [InlineData("s8-tensor")]
    [InlineData("u8-channel")]
    public void Values_keep_within_half_a_step_and_moves_within_the_range(string form)
    {
        var original = Read();
        var model = Read();
        var tensor = IntegerModel.Quantize(model, IntegerForm.ByName[form])["w"];
        for (int element = 0; element < tensor.Length; element++)
        {
            Assert.InRange(Math.Abs(model["w"].Values[element] - original["w"].Values[element]), 0, tensor.Scale(element) * 0.501);
            float before = model["w"].Values[element];
            Assert.Equal(tensor.Original[element], tensor.Nearest(element, before));
            tensor.Place(element, 1000);
            Assert.True(model["w"].Values[element] >= before);
            float highest = model["w"].Values[element];
            tensor.Place(element, 1001);
            Assert.Equal(highest, model["w"].Values[element]);
        }

        tensor.Restore();
        Assert.Equal(0, tensor.Distance);
    }

    [Fact]
    public void Weights_are_quantized_and_nothing_else()
    {
        var model = Read();
        float[] bias = [.. model["b"].Values];
        Assert.Equal(["w"], IntegerModel.Quantize(model, IntegerForm.ByName["s8-tensor"]).Tensors.Select(tensor => tensor.Name));
        Assert.Equal(bias, model["b"].Values);
    }

    private static DifferentiableModel Read() =>
        DifferentiableModel.Read(new SmallGraph([2, 5]).Weight("w", [5, 4]).Weight("b", [4]).Node("Gemm", "x w b", "y").Build(), 2);
}
