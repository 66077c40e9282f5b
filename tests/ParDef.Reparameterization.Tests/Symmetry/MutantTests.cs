using ParDef.Onnx.Proto;
using ParDef.Reparameterization.Keyed;
using ParDef.Reparameterization.Rules;
using ParDef.Reparameterization.Symmetry;
using ParDef.Reparameterization.Tests.Interpreting;
using ParDef.Reparameterization.Tests.Samples;

namespace ParDef.Reparameterization.Tests.Symmetry;

/// <summary>
/// The random graphs notice a wrong rule. A mutant that is noticed also shows that the rule does not freeze: there was a channel, or a factor, to
/// get wrong. Every operator that has a rule is here: a new one without a graph that uses it fails by name.
/// </summary>
public class MutantTests
{
    private const int Graphs = 2000;

    private static readonly List<(ModelProto Model, IReadOnlyDictionary<string, Values> Input)> Made = [];

    /// <summary>Its result is one number everywhere, which every permutation leaves as it is.</summary>
    private const string WithoutChannels = "ConstantOfShape";

    public static TheoryData<string> Operators => [.. OperatorRules.All.Keys.Except([WithoutChannels])];

    /// <summary>Without QuantizeLinear: what takes its integers takes every factor away.</summary>
    public static TheoryData<string> WithFactors => [.. OperatorRules.All.Keys.Except([WithoutChannels, "QuantizeLinear"])];

    /// <summary>Without those whose operands are truth values, or whose result is, and the same for every factor.</summary>
    public static TheoryData<string> NotHomogeneous =>
        [.. ElementLayers.Pointwise.Except(["Not", "IsNaN", "IsInf"]), .. ElementLayers.Comparisons, "Sub", "Softmax", "LogSoftmax", "Pow", "Mod"];

    /// <summary>Every operand that is a weight, by its number.</summary>
    public static TheoryData<string, int> Weights => new()
    {
        { "Conv", 1 }, { "Conv", 2 },
        { "ConvTranspose", 1 }, { "ConvTranspose", 2 },
        { "Gemm", 1 }, { "Gemm", 2 },
        { "MatMul", 1 },
        { "BatchNormalization", 1 }, { "BatchNormalization", 2 }, { "BatchNormalization", 3 }, { "BatchNormalization", 4 },
        { "InstanceNormalization", 1 }, { "InstanceNormalization", 2 },
        { "LayerNormalization", 1 }, { "LayerNormalization", 2 },
        { "GroupNormalization", 1 }, { "GroupNormalization", 2 },
        { "RMSNormalization", 1 }, { "SimplifiedLayerNormalization", 1 },
        { "DequantizeLinear", 0 }, { "DequantizeLinear", 1 }, { "DequantizeLinear", 2 },
        { "PRelu", 1 },
        { "Mul", 1 }, { "Div", 1 }, { "Add", 1 },
        { "LSTM", 1 }, { "LSTM", 2 }, { "LSTM", 3 }, { "LSTM", 7 },
        { "GRU", 1 }, { "GRU", 2 }, { "GRU", 3 },
        { "RNN", 1 }, { "RNN", 2 }, { "RNN", 3 },
    };

    [Theory]
    [MemberData(nameof(Operators))]
    public void Channels_in_the_wrong_place_are_noticed(string type) =>
        Assert.True(IsNoticed(type, Mutants.Shifted(OperatorRules.All[type]), ScaleLaw.None));

    [Theory]
    [MemberData(nameof(WithFactors))]
    public void Factors_that_nothing_undoes_are_noticed(string type) =>
        Assert.True(IsNoticed(type, Mutants.Unscaled(OperatorRules.All[type]), ScaleLaw.Uniform));

    [Theory]
    [MemberData(nameof(NotHomogeneous))]
    public void Factors_through_what_is_not_homogeneous_are_noticed(string type) =>
        Assert.True(IsNoticed(type, Mutants.Homogeneous, ScaleLaw.Uniform));

    [Fact]
    public void Factors_in_a_constant_result_are_noticed() =>
        Assert.True(IsNoticed(WithoutChannels, Mutants.Invented(OperatorRules.All[WithoutChannels]), ScaleLaw.Uniform));

    [Theory]
    [MemberData(nameof(Weights))]
    public void A_weight_that_is_left_out_is_noticed(string type, int input) =>
        Assert.Contains(Plans(type, OperatorRules.All), found =>
        {
            var names = found.Model.Graph.Node.Where(node => node.OpType == type && node.Input.Count > input).Select(node => node.Input[input]).ToHashSet();
            var plan = found.Plan with { Tensors = [.. found.Plan.Tensors.Where(tensor => !names.Contains(tensor.Name))] };
            return found.IsWrong(plan, ScaleLaw.Uniform);
        });

    [Theory]
    [MemberData(nameof(Operators))]
    public void An_operator_without_a_rule_freezes_and_stays_right(string type) =>
        Assert.DoesNotContain(Plans(type, Without(type)).Take(20), found => found.IsWrong(found.Plan, ScaleLaw.Uniform));

    private static bool IsNoticed(string type, OperatorRule mutant, ScaleLaw law) =>
        Plans(type, new Dictionary<string, OperatorRule>(OperatorRules.All) { [type] = mutant }).Any(found => found.IsWrong(found.Plan, law));

    private static Dictionary<string, OperatorRule> Without(string type) => OperatorRules.All.Where(rule => rule.Key != type).ToDictionary();

    /// <summary>The random graphs that use an operator, analysed under other rules.</summary>
    private static IEnumerable<Analysed> Plans(string type, IReadOnlyDictionary<string, OperatorRule> rules)
    {
        for (int seed = 0; seed < Graphs; seed++)
        {
            if (seed == Made.Count)
            {
                Made.Add(RandomGraphs.Of(seed));
            }

            var (model, input) = Made[seed];
            if (model.Graph.Node.Any(node => node.OpType == type))
            {
                yield return new Analysed(model, input, GraphAnalysis.Analyze(model, Rewritten.Weights(model).Keys, rules), seed);
            }
        }
    }
}
