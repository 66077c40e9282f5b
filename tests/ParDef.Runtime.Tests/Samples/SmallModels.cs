using Google.Protobuf;
using ParDef.Onnx.Proto;

namespace ParDef.Runtime.Tests.Samples;

/// <summary>Small models made by hand.</summary>
internal static class SmallModels
{
    private const int Float = 1;

    public static NodeProto Node(string operation, string[] inputs, string output, params AttributeProto[] attributes)
    {
        var node = new NodeProto { OpType = operation, Name = output };
        node.Input.AddRange(inputs);
        node.Output.Add(output);
        node.Attribute.AddRange(attributes);
        return node;
    }

    public static TensorProto Tensor(string name, long[] dims, Func<int, float> value)
    {
        int count = (int)dims.Aggregate(1L, (a, b) => a * b);
        var tensor = new TensorProto { Name = name, DataType = Float };
        tensor.Dims.AddRange(dims);
        tensor.RawData = ByteString.CopyFrom([.. Enumerable.Range(0, count).SelectMany(i => BitConverter.GetBytes(value(i)))]);
        return tensor;
    }

    public static ValueInfoProto Value(string name, params long[] dims)
    {
        var shape = new TensorShapeProto();
        shape.Dim.AddRange(dims.Select(extent => new TensorShapeProto.Types.Dimension { DimValue = extent }));
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = Float, Shape = shape } } };
    }

    public static ModelProto Model(NodeProto[] nodes, TensorProto[] constants, ValueInfoProto input, ValueInfoProto output)
    {
        var model = new ModelProto { IrVersion = 8, Graph = new GraphProto { Name = "g" } };
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = 17 });
        model.Graph.Node.AddRange(nodes);
        model.Graph.Initializer.AddRange(constants);
        model.Graph.Input.Add(input);
        model.Graph.Output.Add(output);
        return model;
    }
}
