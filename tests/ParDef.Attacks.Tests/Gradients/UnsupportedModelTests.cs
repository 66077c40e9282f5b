using ParDef.Attacks.Gradients;
using ParDef.Attacks.Tests.Samples;

namespace ParDef.Attacks.Tests.Gradients;

public class UnsupportedModelTests
{
    [Fact]
    public void Every_operator_without_a_derivative_is_named_in_one_sentence()
    {
        byte[] file = new SmallGraph([2, 3, 4, 4]).Node("Round", "x", "a").Node("LRN", "a", "d", ("size", 3)).Node("Round", "d", "y").Build();
        var model = DifferentiableModel.Read(file, 2);
        var refusal = Assert.Throws<UnsupportedModelException>(() => GradientSession.OfSeed(model, model.Output, [model.Input]));
        Assert.Equal("there is no derivative of LRN, Round", refusal.Message);
    }

    [Fact]
    public void Operators_off_the_way_do_no_harm()
    {
        byte[] file = new SmallGraph([2, 3]).Weight("w", [3, 4]).Weight("r", [3, 4]).Node("Round", "r", "a").Node("MatMul", "x w", "b").Node("MatMul", "x a", "c").Node("Add", "b c", "y").Build();
        var model = DifferentiableModel.Read(file, 2);
        using var session = GradientSession.OfLoss(model, ["w"]);
        using var result = session.Run(new float[6], new float[8]);
        Assert.Equal(["w"], result.Names);
    }

    [Fact]
    public void An_old_opset_is_refused()
    {
        byte[] file = new SmallGraph([2, 3], opset: 12).Node("Relu", "x", "y").Build();
        Assert.Equal("the model has opset 12, and gradients need 13 or later", Assert.Throws<UnsupportedModelException>(() => DifferentiableModel.Read(file, 2)).Message);
    }

    [Fact]
    public void Another_batch_than_the_model_has_is_refused()
    {
        byte[] file = new SmallGraph([2, 3]).Node("Relu", "x", "y").Build();
        Assert.Equal("the model takes batches of 2 only", Assert.Throws<UnsupportedModelException>(() => DifferentiableModel.Read(file, 4)).Message);
    }
}
