using Google.Protobuf;
using ParDef.Onnx.Proto;

namespace ParDef.Onnx.Tests.Samples;

/// <summary>Small models and their parts.</summary>
internal static class Models
{
    public const int Float = 1;
    public const int Int64 = 7;

    /// <summary>A convolution and a product, with one content in each field that can hold one.</summary>
    public static ModelProto Small()
    {
        var packed = new TensorProto { Name = "packed", DataType = Float, Dims = { 3 }, FloatData = { 1, -2, 0.5f } };
        var wide = new TensorProto { Name = "wide", DataType = 11, Dims = { 2 }, DoubleData = { Math.PI, double.Epsilon } };
        var list = new TensorProto { Name = "list", DataType = Int64, Dims = { 2 }, Int64Data = { -1, 7 } };
        var model = Of(Raw("conv.weight", Float, 2, 3, 1, 1), packed, wide, list, Raw("empty", Float, 0, 4), Raw("scalar", Float));
        model.Graph.Node.Add(Node("Conv", "x", "conv.weight"));
        model.Graph.Input.Add(new ValueInfoProto { Name = "x" });
        model.Graph.Output.Add(new ValueInfoProto { Name = "y" });
        return model;
    }

    public static ModelProto Of(params TensorProto[] initializers) => new()
    {
        IrVersion = 10,
        ProducerName = "tests",
        OpsetImport = { new OperatorSetIdProto { Domain = "", Version = 21 } },
        Graph = new GraphProto { Name = "graph", Initializer = { initializers } },
    };

    public static ModelProto With(params NodeProto[] nodes)
    {
        var model = Of(Raw("w", Float, 2, 2));
        model.Graph.Node.AddRange(nodes);
        return model;
    }

    public static NodeProto Node(string type, params string[] inputs) => new() { OpType = type, Input = { inputs }, Output = { type + ".out" } };

    /// <summary>A tensor with content in <c>raw_data</c>: counting bytes, as many as the type and the extents need.</summary>
    public static TensorProto Raw(string name, int elementType, params long[] dims)
    {
        int bits = elementType switch
        {
            1 or 6 => 32,
            7 or 11 => 64,
            10 or 16 => 16,
            2 or 3 or 17 => 8,
            21 or 22 or 23 => 4,
            _ => throw new ArgumentOutOfRangeException(nameof(elementType)),
        };
        long elements = dims.Aggregate(1L, (product, extent) => product * extent);
        var content = Enumerable.Range(0, (int)(((elements * bits) + 7) / 8)).Select(i => (byte)i).ToArray();
        return new TensorProto { Name = name, DataType = elementType, Dims = { dims }, RawData = ByteString.CopyFrom(content) };
    }
}
