using System.Buffers.Binary;
using ParDef.Onnx.Proto;

namespace ParDef.Reparameterization.Tests.Interpreting;

/// <summary>Runs a graph in double precision with plain loops, written from the operators' definitions, as far as the random graphs use them.</summary>
internal static class Interpreter
{
    public static IReadOnlyDictionary<string, Values> Run(ModelProto model, IReadOnlyDictionary<string, Values> inputs)
    {
        var scope = new Dictionary<string, Values>(inputs);
        Run(model.Graph, scope);
        return model.Graph.Output.ToDictionary(output => output.Name, output => scope[output.Name]);
    }

    /// <summary>The outputs of one node among values that have names.</summary>
    public static Values[] Evaluate(NodeProto node, IReadOnlyDictionary<string, Values> scope) => node.OpType switch
    {
        "If" => Body(node, scope[node.Input[0]].Data[0] != 0 ? "then_branch" : "else_branch", scope, []),
        "Loop" => Loop(node, scope),
        _ => Operators.Apply(node, [.. node.Input.Select(name => name.Length == 0 ? null : scope[name])]),
    };

    public static Values Read(TensorProto tensor)
    {
        var raw = tensor.RawData.Span;
        var data = new double[tensor.Dims.Aggregate(1L, (product, extent) => product * extent)];
        for (int i = 0; i < data.Length; i++)
        {
            data[i] = tensor.DataType switch
            {
                1 => BinaryPrimitives.ReadSingleLittleEndian(raw[(i * sizeof(float))..]),
                2 or 9 => raw[i],
                3 => (sbyte)raw[i],
                6 => BinaryPrimitives.ReadInt32LittleEndian(raw[(i * sizeof(int))..]),
                7 => BinaryPrimitives.ReadInt64LittleEndian(raw[(i * sizeof(long))..]),
                _ => BinaryPrimitives.ReadDoubleLittleEndian(raw[(i * sizeof(double))..]),
            };
        }

        return new Values([.. tensor.Dims.Select(extent => (int)extent)], data);
    }

    private static void Run(GraphProto graph, Dictionary<string, Values> scope)
    {
        foreach (var tensor in graph.Initializer)
        {
            scope[tensor.Name] = Read(tensor);
        }

        foreach (var node in graph.Node)
        {
            var results = Evaluate(node, scope);
            for (int i = 0; i < node.Output.Count; i++)
            {
                scope[node.Output[i]] = results[i];
            }
        }
    }

    private static Values[] Body(NodeProto node, string attribute, IReadOnlyDictionary<string, Values> outer, Values[] inputs)
    {
        var body = node.Attribute.Single(found => found.Name == attribute).G;
        var scope = new Dictionary<string, Values>(outer);
        for (int i = 0; i < inputs.Length; i++)
        {
            scope[body.Input[i].Name] = inputs[i];
        }

        Run(body, scope);
        return [.. body.Output.Select(output => scope[output.Name])];
    }

    /// <summary>A number of rounds that is known, and one value that is carried.</summary>
    private static Values[] Loop(NodeProto node, IReadOnlyDictionary<string, Values> scope)
    {
        var carried = scope[node.Input[2]];
        for (int round = 0; round < scope[node.Input[0]].Data[0]; round++)
        {
            carried = Body(node, "body", scope, [new Values([], [round]), new Values([], [1]), carried])[1];
        }

        return [carried];
    }
}
