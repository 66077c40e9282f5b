using ParDef.Attacks.Gradients;
using ParDef.Onnx.Proto;

namespace ParDef.Attacks.Tests.Reference;

/// <summary>
/// Runs a graph in double precision with plain loops, written from the operators' definitions: what gradients are checked against. It is quick enough for
/// trained networks, and takes graphs whose shapes are fixed.
/// </summary>
internal static class DoubleRun
{
    public static Doubles Of(DifferentiableModel model, IReadOnlyDictionary<string, Doubles> inputs) => Values(model, inputs)[model.Output];

    public static IReadOnlyDictionary<string, Doubles> Values(DifferentiableModel model, IReadOnlyDictionary<string, Doubles> inputs)
    {
        var values = new Dictionary<string, Doubles>(inputs);
        foreach (var tensor in model.Model.Graph.Initializer)
        {
            values[tensor.Name] = Read(tensor);
        }

        foreach (var node in model.Model.Graph.Node)
        {
            var operands = node.Input.Select(name => name.Length == 0 ? null : values[name]).ToArray();
            var results = DoubleOperators.Apply(node, operands);
            for (int i = 0; i < node.Output.Count; i++)
            {
                values[node.Output[i]] = results[i];
            }
        }

        return values;
    }

    private static Doubles Read(TensorProto tensor)
    {
        int[] shape = [.. tensor.Dims.Select(extent => (int)extent)];
        return tensor.DataType switch
        {
            Tensors.FloatType => new Doubles(shape, [.. Tensors.Floats(tensor).Select(value => (double)value)]),
            Tensors.IntegerType => new Doubles(shape, [.. Tensors.Integers(tensor).Select(value => (double)value)]),
            9 => new Doubles(shape, [.. tensor.RawData.Select(value => (double)value)]),
            _ => throw new NotSupportedException($"tensor of type {tensor.DataType}"),
        };
    }
}
