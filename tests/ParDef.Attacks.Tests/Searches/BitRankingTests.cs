using ParDef.Attacks.Gradients;
using ParDef.Attacks.Integers;
using ParDef.Attacks.Searches;
using ParDef.Attacks.Tests.Samples;

namespace ParDef.Attacks.Tests.Searches;

public class BitRankingTests
{
    [Theory]
    [InlineData("s8-tensor", 1)]
    [InlineData("s8-tensor", -1)]
    [InlineData("u8-channel", 1)]
    [InlineData("u8-channel", -1)]
    public void The_best_bits_are_those_of_a_plain_search(string form, int direction)
    {
        var model = DifferentiableModel.Read(new SmallGraph([1, 6]).Weight("w", [6, 7]).Node("MatMul", "x w", "y").Build(), 1);
        var tensor = IntegerModel.Quantize(model, IntegerForm.ByName[form])["w"];
        var random = new Random(2);
        float[] gradient = [.. Enumerable.Range(0, tensor.Length).Select(_ => (float)(random.NextDouble() - 0.5))];
        var all = from element in Enumerable.Range(0, tensor.Length)
                  from bit in Enumerable.Range(0, 8)
                  let gain = direction * gradient[element] * tensor.Growth(element, bit)
                  where gain > 0
                  orderby gain descending
                  select (element, bit);
        var best = BitRanking.Best(tensor, gradient, direction, 20, null, _ => true);
        Assert.Equal(all.Take(20), best.Select(bit => (bit.Element, bit.Bit)));

        // Of few weights only: those whose integers have the largest slopes.
        int[] largest = [.. Enumerable.Range(0, tensor.Length).OrderByDescending(element => Math.Abs(gradient[element]) * tensor.Scale(element)).Take(3)];
        Assert.Equal(largest.Order(), BitRanking.Best(tensor, gradient, direction, 1000, 3, _ => true).Select(bit => bit.Element).Distinct().Order());
    }

    [Fact]
    public void A_step_on_a_linear_model_changes_the_output_by_what_was_foretold()
    {
        var model = DifferentiableModel.Read(new SmallGraph([1, 4]).Weight("w", [4, 3]).Node("MatMul", "x w", "y").Build(), 1);
        var tensor = IntegerModel.Quantize(model, IntegerForm.ByName["s8-tensor"])["w"];
        float[] input = [0.5f, -1, 2, 0.25f];
        float[] seed = [1, -2, 0.5f];
        using var session = GradientSession.OfSeed(model, model.Output, ["w"]);
        using var before = session.Run(input, seed);
        double first = Product(before.Output, seed);
        var best = BitRanking.Best(tensor, before["w"], +1, 1, null, _ => true)[0];
        tensor.Flip(best.Element, best.Bit);
        using var after = session.Run(input, seed);
        Assert.Equal(first + best.Gain, Product(after.Output, seed), 1e-4);
    }

    private static double Product(ReadOnlySpan<float> output, float[] seed)
    {
        double sum = 0;
        for (int i = 0; i < seed.Length; i++)
        {
            sum += output[i] * seed[i];
        }

        return sum;
    }
}
