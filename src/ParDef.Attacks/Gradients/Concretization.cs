using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using ParDef.Onnx.Proto;
using ParDef.Onnx.Weights;

namespace ParDef.Attacks.Gradients;

/// <summary>From a model file to a graph with fixed shapes: weights become inputs, the engine folds what is constant, one run tells all shapes.</summary>
internal static class Concretization
{
    private const int OldestOpset = 13;

    /// <summary>What the nodes of the backward pass need; from 13 to here nothing changed for the operators that have a derivative.</summary>
    private const int WorkingOpset = 17;

    /// <summary>Fusions and moves that would leave operators without a derivative, or transposed weights.</summary>
    private const string UnwantedRewrites = "ConvBNFusion,ConvMulFusion,ConvAddFusion,MatMulAddFusion,GemmTransposeFusion,TransposeOptimizer";

    /// <summary>Prepares a model file at one batch size.</summary>
    /// <param name="file">The model.</param>
    /// <param name="batch">Samples a run.</param>
    /// <param name="shared">Weights to use in place of those of the file, which have the same names and shapes; null for the file's own.</param>
    public static DifferentiableModel Run(ReadOnlyMemory<byte> file, int batch, IReadOnlyDictionary<string, Parameter>? shared)
    {
        var model = ModelProto.Parser.ParseFrom(file.Span);
        RaiseOpset(model);
        FixBatch(model.Graph, batch);
        NameConstants(model.Graph);
        var axes = WeightRoles.ChannelAxes(model);
        var parameters = MoveParameters(model.Graph, shared);
        var folded = Fold(model);
        return new DifferentiableModel(file, folded, parameters, Shapes(folded, parameters), axes);
    }

    private static void RaiseOpset(ModelProto model)
    {
        var opset = model.OpsetImport.FirstOrDefault(opset => opset.Domain is "" or "ai.onnx");
        if (opset is null || opset.Version < OldestOpset)
        {
            throw new UnsupportedModelException($"the model has opset {opset?.Version ?? 0}, and gradients need {OldestOpset} or later");
        }

        opset.Version = Math.Max(opset.Version, WorkingOpset);
    }

    private static void FixBatch(GraphProto graph, int batch)
    {
        var initializers = graph.Initializer.Select(tensor => tensor.Name).ToHashSet();
        var inputs = graph.Input.Where(input => !initializers.Contains(input.Name)).ToList();
        if (inputs.Count != 1)
        {
            throw new UnsupportedModelException($"the model has {inputs.Count} inputs, and gradients are made for models with one");
        }

        // Old files list initializers among the inputs as well.
        graph.Input.Clear();
        graph.Input.Add(inputs);
        var extents = inputs[0].Type.TensorType.Shape.Dim;
        for (int axis = 0; axis < extents.Count; axis++)
        {
            if (extents[axis].DimValue <= 0)
            {
                extents[axis].DimValue = axis == 0
                    ? batch
                    : throw new UnsupportedModelException($"axis {axis} of the input has no fixed extent");
            }
        }

        if (extents[0].DimValue != batch)
        {
            throw new UnsupportedModelException($"the model takes batches of {extents[0].DimValue} only");
        }

        graph.ValueInfo.Clear();
        foreach (var output in graph.Output)
        {
            output.Type = null;
        }
    }

    /// <summary>Tensors of <c>Constant</c> nodes are weights like initializers.</summary>
    private static void NameConstants(GraphProto graph)
    {
        foreach (var node in graph.Node.Where(node => node.OpType == "Constant" && node.Find("value")?.T?.DataType == Tensors.FloatType).ToList())
        {
            var tensor = node.Find("value")!.T.Clone();
            tensor.Name = node.Output[0];
            graph.Initializer.Add(tensor);
            graph.Node.Remove(node);
        }
    }

    private static List<Parameter> MoveParameters(GraphProto graph, IReadOnlyDictionary<string, Parameter>? shared)
    {
        var taken = graph.Node.SelectMany(node => node.Input).ToHashSet();
        var parameters = new List<Parameter>();
        foreach (var tensor in graph.Initializer.ToList())
        {
            if (tensor.DataType == Tensors.FloatType && Tensors.Elements(tensor.Dims) > 1 && taken.Contains(tensor.Name))
            {
                parameters.Add(shared?[tensor.Name] ?? new Parameter(tensor.Name, [.. tensor.Dims], Tensors.Floats(tensor)));
                graph.Initializer.Remove(tensor);
                graph.Input.Add(Tensors.Declare(tensor.Name, Tensors.FloatType, tensor.Dims));
            }
        }

        return parameters;
    }

    private static ModelProto Fold(ModelProto model)
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            using var options = Sessions.Options(GraphOptimizationLevel.ORT_ENABLE_BASIC);
            options.AddSessionConfigEntry("optimization.disable_specified_optimizers", UnwantedRewrites);
            options.OptimizedModelFilePath = path;
            using (new InferenceSession(model.ToByteArray(), options))
            {
                var folded = ModelProto.Parser.ParseFrom(File.ReadAllBytes(path));
                folded.Graph.ValueInfo.Clear();
                return folded;
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static Dictionary<string, long[]> Shapes(ModelProto model, IReadOnlyList<Parameter> parameters)
    {
        var probe = model.Clone();
        var known = probe.Graph.Output.Select(output => output.Name).ToHashSet();
        foreach (string name in probe.Graph.Node.SelectMany(node => node.Output).Where(name => name.Length > 0 && known.Add(name)))
        {
            probe.Graph.Output.Add(new ValueInfoProto { Name = name });
        }

        var shapes = probe.Graph.Initializer.ToDictionary(tensor => tensor.Name, tensor => (long[])[.. tensor.Dims]);
        foreach (var input in model.Graph.Input)
        {
            shapes[input.Name] = [.. input.Type.TensorType.Shape.Dim.Select(extent => extent.DimValue)];
        }

        using var options = Sessions.Options(GraphOptimizationLevel.ORT_DISABLE_ALL);
        using var session = new InferenceSession(probe.ToByteArray(), options);
        using var bound = new BoundInputs();
        var weights = parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Values);
        foreach (string name in session.InputNames)
        {
            bound.Add(name, weights.GetValueOrDefault(name) ?? new float[Tensors.Elements(shapes[name])], shapes[name]);
        }

        string[] names = [.. session.OutputNames];
        using var run = new RunOptions();
        using var values = session.Run(run, bound.Names, bound.Values, names);
        for (int i = 0; i < names.Length; i++)
        {
            shapes[names[i]] = values[i].GetTensorTypeAndShape().Shape;
        }

        return shapes;
    }
}
