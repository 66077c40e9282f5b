using System.Buffers.Binary;
using ParDef.Onnx.Proto;

namespace ParDef.Reparameterization.Tests.Interpreting;

/// <summary>Runs a graph in double precision with plain loops, written from the operators' definitions. Opset 17, what the random graphs use.</summary>
internal static class Interpreter
{
    public static IReadOnlyDictionary<string, Values> Run(ModelProto model, IReadOnlyDictionary<string, Values> inputs)
    {
        var values = new Dictionary<string, Values>(inputs);
        foreach (var tensor in model.Graph.Initializer)
        {
            values[tensor.Name] = Read(tensor);
        }

        foreach (var node in model.Graph.Node)
        {
            var operands = node.Input.Select(name => name.Length == 0 ? null : values[name]).ToArray();
            var results = Operators.Apply(node, operands);
            for (int i = 0; i < node.Output.Count; i++)
            {
                values[node.Output[i]] = results[i];
            }
        }

        return model.Graph.Output.ToDictionary(output => output.Name, output => values[output.Name]);
    }

    public static Values Read(TensorProto tensor)
    {
        var raw = tensor.RawData.Span;
        var data = new double[raw.Length / sizeof(double)];
        for (int i = 0; i < data.Length; i++)
        {
            var bytes = raw[(i * sizeof(double))..];
            data[i] = tensor.DataType == 7 ? BinaryPrimitives.ReadInt64LittleEndian(bytes) : BinaryPrimitives.ReadDoubleLittleEndian(bytes);
        }

        return new Values([.. tensor.Dims.Select(extent => (int)extent)], data);
    }
}
