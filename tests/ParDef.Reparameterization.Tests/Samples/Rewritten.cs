using Google.Protobuf;
using ParDef.Onnx.Proto;
using ParDef.Reparameterization.Keyed;
using ParDef.Reparameterization.Rewriting;
using ParDef.Reparameterization.Symmetry;
using ParDef.Reparameterization.Tests.Interpreting;

namespace ParDef.Reparameterization.Tests.Samples;

/// <summary>Models under a key, and how far their outputs are from the original's.</summary>
internal static class Rewritten
{
    public static SymmetryPlan Plan(ModelProto model) => GraphAnalysis.Analyze(model, Weights(model).Keys);

    /// <summary>All that holds weights, by name: initializers and the values of nodes.</summary>
    public static Dictionary<string, TensorProto> Weights(ModelProto model) => model.Graph.Initializer.Select(tensor => (tensor.Name, tensor))
        .Concat(model.Graph.Node.Where(node => node.OpType == "Constant" && node.Attribute[0].T is not null).Select(node => (node.Output[0], node.Attribute[0].T)))
        .ToDictionary();

    public static byte[] Seed(int number) => [.. Enumerable.Range(0, DrawnKey.SeedBytes).Select(i => (byte)((number * 31) + (i * 7)))];

    /// <summary>A copy of the model whose weights are rewritten.</summary>
    public static ModelProto Of(ModelProto model, SymmetryPlan plan, DrawnKey key)
    {
        var copy = model.Clone();
        var weights = Weights(copy);
        foreach (var planned in plan.Tensors)
        {
            var tensor = weights[planned.Name];
            byte[] rewritten = new byte[tensor.RawData.Length];
            TensorRewriter.Apply(planned, key, tensor.RawData.Span, rewritten);
            tensor.RawData = ByteString.CopyFrom(rewritten);
        }

        return copy;
    }

    /// <summary>Largest difference of an output element over the largest output; not a number where the graph computes none.</summary>
    public static double Distance(ModelProto model, ModelProto rewritten, IReadOnlyDictionary<string, Values> input)
    {
        var expected = Interpreter.Run(model, input).Values.Single().Data;
        var actual = Interpreter.Run(rewritten, input).Values.Single().Data;
        if (!expected.All(double.IsFinite))
        {
            return double.NaN;
        }

        return actual.All(double.IsFinite)
            ? expected.Zip(actual).Max(pair => Math.Abs(pair.First - pair.Second)) / Math.Max(1e-3, expected.Max(Math.Abs))
            : double.PositiveInfinity;
    }
}
