using ParDef.Reparameterization.Keyed;
using ParDef.Reparameterization.Rules;
using ParDef.Reparameterization.Symmetry;
using ParDef.Reparameterization.Tests.Samples;

namespace ParDef.Reparameterization.Tests.Symmetry;

/// <summary>
/// The random graphs notice a wrong rule. A mutant that is noticed also shows that the rule does not freeze: there was a channel, or a factor, to
/// get wrong.
/// </summary>
public class MutantTests
{
    private const int Graphs = 300;

    [Theory]
    [InlineData("Conv")]
    [InlineData("BatchNormalization")]
    [InlineData("InstanceNormalization")]
    [InlineData("LayerNormalization")]
    [InlineData("MatMul")]
    [InlineData("Add")]
    [InlineData("Sub")]
    [InlineData("Mul")]
    [InlineData("Relu")]
    [InlineData("LeakyRelu")]
    [InlineData("PRelu")]
    [InlineData("Sigmoid")]
    [InlineData("Tanh")]
    [InlineData("HardSwish")]
    [InlineData("Clip")]
    [InlineData("MaxPool")]
    [InlineData("AveragePool")]
    [InlineData("GlobalAveragePool")]
    [InlineData("Softmax")]
    [InlineData("Concat")]
    [InlineData("Split")]
    [InlineData("Gather")]
    [InlineData("Pad")]
    [InlineData("Transpose")]
    [InlineData("Reshape")]
    [InlineData("Flatten")]
    [InlineData("ReduceMean")]
    public void Channels_in_the_wrong_place_are_noticed(string type) =>
        Assert.True(IsNoticed(type, Mutants.Shifted(OperatorRules.All[type]), ScaleLaw.None));

    [Theory]
    [InlineData("Conv")]
    [InlineData("BatchNormalization")]
    [InlineData("InstanceNormalization")]
    [InlineData("LayerNormalization")]
    [InlineData("MatMul")]
    [InlineData("Add")]
    [InlineData("Mul")]
    [InlineData("Relu")]
    [InlineData("LeakyRelu")]
    [InlineData("PRelu")]
    [InlineData("MaxPool")]
    [InlineData("GlobalAveragePool")]
    [InlineData("Concat")]
    [InlineData("Split")]
    [InlineData("Gather")]
    [InlineData("Pad")]
    [InlineData("Transpose")]
    [InlineData("Reshape")]
    [InlineData("Flatten")]
    [InlineData("ReduceMean")]
    public void Factors_that_nothing_undoes_are_noticed(string type) =>
        Assert.True(IsNoticed(type, Mutants.Unscaled(OperatorRules.All[type]), ScaleLaw.Uniform));

    [Theory]
    [InlineData("Sigmoid")]
    [InlineData("Tanh")]
    [InlineData("HardSwish")]
    [InlineData("Clip")]
    [InlineData("Sub")]
    [InlineData("Softmax")]
    public void Factors_through_what_is_not_homogeneous_are_noticed(string type) =>
        Assert.True(IsNoticed(type, Mutants.Homogeneous, ScaleLaw.Uniform));

    [Theory]
    [InlineData("Relu")]
    [InlineData("Pad")]
    [InlineData("Softmax")]
    public void An_operator_without_a_rule_freezes_and_stays_right(string type) => Assert.False(IsNoticed(type, _ => false, ScaleLaw.Uniform));

    private static bool IsNoticed(string type, OperatorRule mutant, ScaleLaw law)
    {
        var rules = new Dictionary<string, OperatorRule>(OperatorRules.All) { [type] = mutant };
        for (int seed = 0; seed < Graphs; seed++)
        {
            var (model, input) = RandomGraphs.Of(seed);
            if (model.Graph.Node.All(node => node.OpType != type))
            {
                continue;
            }

            var plan = GraphAnalysis.Analyze(model, model.Graph.Initializer.Select(tensor => tensor.Name), rules);
            if (Rewritten.Distance(model, Rewritten.Of(model, plan, DrawnKey.Draw(plan, Rewritten.Seed(seed), law)), input) > 1e-9)
            {
                return true;
            }
        }

        return false;
    }
}
