using ParDef.Onnx.Proto;
using ParDef.Reparameterization.Rules;
using ParDef.Reparameterization.Shapes;

namespace ParDef.Reparameterization.Symmetry;

/// <summary>
/// Finds the channel symmetries of a graph: every node's rule says which channels of its operands and outputs are one and the same, and an
/// operator without a rule fixes all it touches. Nothing is changed here.
/// </summary>
public static class GraphAnalysis
{
    private const int OldestOpset = 7;
    private const int FirstIrWithDefaults = 4;

    /// <summary>The symmetries of the main graph of a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="rewritable">Names of the initializers, and of the outputs of <c>Constant</c> nodes, whose content the caller can change.</param>
    public static SymmetryPlan Analyze(ModelProto model, IEnumerable<string> rewritable)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(rewritable);
        try
        {
            return Analyze(model, rewritable, OperatorRules.All);
        }
        catch (UntraceableGraphException untraceable)
        {
            return new SymmetryPlan([], 0, [], [.. model.Graph.Initializer
                .Where(tensor => tensor.DataType is 1 or 10 or 11 or 16)
                .Select(tensor => new FrozenWeight(tensor.Name, tensor.Dims.Aggregate(1L, (product, extent) => product * extent), untraceable.Message))]);
        }
    }

    /// <summary>The same under other rules.</summary>
    internal static SymmetryPlan Analyze(ModelProto model, IEnumerable<string> rewritable, IReadOnlyDictionary<string, OperatorRule> rules)
    {
        var graph = model.Graph;

        // A caller sees an initializer that is an output, and may override one that is also an input. Before version 4 of the format all were inputs, as a
        // matter of form, and ONNX Runtime takes them for constants.
        var visible = graph.Output.Concat(model.IrVersion >= FirstIrWithDefaults ? graph.Input : []).Select(value => value.Name).ToHashSet();
        var state = new GraphState(GraphOrder.IsKept(graph) ? rewritable.Where(name => !visible.Contains(name)) : [], GraphOrder.Dequantized(graph));
        foreach (var tensor in graph.Initializer)
        {
            state.AddConstant(tensor.Name, tensor);
            if (visible.Contains(tensor.Name))
            {
                state.Weights.Explain(tensor.Name, "also an input or output of the graph");
            }
        }

        var extents = new InputExtents();
        foreach (var input in graph.Input.Where(input => state.Constant(input.Name) is null))
        {
            if (extents.Shape(input) is { } shape)
            {
                state.Set(input.Name, new GraphTensor(shape, []));
            }
        }

        long opset = model.OpsetImport.Where(import => import.Domain is "" or "ai.onnx").Select(import => import.Version).FirstOrDefault();
        var declared = graph.ValueInfo.GroupBy(value => value.Name).ToDictionary(group => group.Key, group => group.First());
        foreach (var node in graph.Node)
        {
            Apply(state, node, opset, rules, declared, extents);
        }

        foreach (var output in graph.Output)
        {
            state.FreezeUse(output.Name, "graph output");
        }

        return PlanAssembly.Of(state, graph);
    }

    private static void Apply(
        GraphState state, NodeProto node, long opset, IReadOnlyDictionary<string, OperatorRule> rules,
        Dictionary<string, ValueInfoProto> declared, InputExtents extents)
    {
        if (node.Domain is "" or "ai.onnx" && opset >= OldestOpset)
        {
            if (node.OpType == "Constant" && node.Attribute is [{ T: { } tensor }])
            {
                state.AddConstant(node.Output[0], tensor);
                return;
            }

            var context = new RuleContext(state, node, opset);
            if (IntegerRules.Apply(context) || (rules.TryGetValue(node.OpType, out var rule) && rule(context)))
            {
                return;
            }
        }

        string reason = node.Input.Select(state.OriginOf).FirstOrDefault(origin => origin is not null) ?? new RuleContext(state, node, opset).Reason;
        foreach (string name in node.Input.Concat(GraphOrder.Captured(node)))
        {
            state.FreezeUse(name, reason);
        }

        foreach (string output in node.Output.Where(output => output.Length > 0))
        {
            state.Forget(output, reason);
            if (declared.TryGetValue(output, out var value) && extents.KnownShape(value) is { } shape)
            {
                state.Set(output, new GraphTensor(shape, []));
            }
        }
    }
}
