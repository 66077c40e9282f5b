using ParDef.Attacks.Gradients.Derivatives;
using ParDef.Onnx.Proto;

namespace ParDef.Attacks.Gradients;

/// <summary>Forward pass, loss and backward pass as one model.</summary>
internal sealed record GradientGraph(ModelProto Model, IReadOnlyList<string> Of)
{
    /// <summary>The input that weighs classes: see <see cref="GradientSession"/>.</summary>
    public const string Targets = "gradient/targets";

    /// <summary>The output with the loss.</summary>
    public const string Loss = "gradient/loss";

    /// <summary>The input with the gradient of an inner value.</summary>
    public const string Seed = "gradient/seed";

    /// <summary>Cross-entropy of the logits, and its gradients.</summary>
    public static GradientGraph OfLoss(DifferentiableModel model, IEnumerable<string> of)
    {
        var graph = model.Model.Clone();
        var pass = new BackwardPass(graph.Graph, model.Shapes, of);
        graph.Graph.Input.Add(Tensors.Declare(Targets, Tensors.FloatType, model.OutputShape));

        // Loss = -sum(targets * log p); the gradient of the logits is (sum of targets over classes) * p - targets.
        string logarithms = pass.Emit("LogSoftmax", [model.Output], NodeAttributes.Make("axis", 1L));
        string total = pass.Sum(pass.Times(Targets, logarithms), [.. Enumerable.Range(0, model.OutputShape.Count).Select(axis => (long)axis)]);
        pass.Write(new NodeProto { OpType = "Neg", Input = { total }, Output = { Loss } });
        string mass = pass.Sum(Targets, [1], keep: true);
        string gradient = pass.Emit("Sub", [pass.Times(mass, pass.Emit("Exp", [logarithms])), Targets]);
        return Finish(model, graph, pass, model.Output, gradient, [model.Output, Loss]);
    }

    /// <summary>The gradient of any value, given from outside, carried back.</summary>
    public static GradientGraph OfSeed(DifferentiableModel model, string value, IEnumerable<string> of)
    {
        var graph = model.Model.Clone();
        var pass = new BackwardPass(graph.Graph, model.Shapes, of);
        graph.Graph.Input.Add(Tensors.Declare(Seed, Tensors.FloatType, model.Shapes[value]));
        return Finish(model, graph, pass, value, Seed, [value]);
    }

    private static GradientGraph Finish(DifferentiableModel model, ModelProto graph, BackwardPass pass, string at, string gradient, string[] outputs)
    {
        Refuse(pass, graph.Graph);
        pass.Give(at, gradient);
        foreach (var node in graph.Graph.Node.Reverse())
        {
            string? reached = node.Output.Select(pass.Gradient).FirstOrDefault(found => found is not null);
            if (reached is not null && node.Input.Any(pass.Wants))
            {
                OperatorTable.Derivatives[node.OpType](pass, node, reached);
            }
        }

        string[] reachedNames = [.. model.Parameters.Select(parameter => parameter.Name).Append(model.Input).Where(name => pass.Gradient(name) is not null)];
        graph.Graph.Node.Add(pass.Nodes);
        graph.Graph.Output.Clear();
        graph.Graph.Output.Add(outputs.Select(name => new ValueInfoProto { Name = name }));
        foreach (string name in reachedNames)
        {
            graph.Graph.Node.Add(new NodeProto { OpType = "Identity", Input = { pass.Gradient(name) }, Output = { GradientOf(name) } });
            graph.Graph.Output.Add(new ValueInfoProto { Name = GradientOf(name) });
        }

        return new GradientGraph(graph, reachedNames);
    }

    /// <summary>Name of the output with the gradient of a weight or of the input.</summary>
    public static string GradientOf(string name) => $"gradient/of/{name}";

    private static void Refuse(BackwardPass pass, GraphProto graph)
    {
        string[] missing = [.. graph.Node
            .Where(node => node.Input.Any(pass.Wants) && (node.Domain is not ("" or "ai.onnx") || !OperatorTable.Derivatives.ContainsKey(node.OpType)))
            .Select(node => node.Domain is "" or "ai.onnx" ? node.OpType : $"{node.Domain}.{node.OpType}")
            .Distinct()
            .Order(StringComparer.Ordinal)];
        if (missing.Length > 0)
        {
            throw new UnsupportedModelException($"there is no derivative of {string.Join(", ", missing)}");
        }
    }
}
