using Google.Protobuf;
using ParDef.Onnx.Proto;

namespace ParDef.Fuzz;

/// <summary>Small models, one for each place and form of weights.</summary>
internal static class SeedModels
{
    private const int FloatType = 1;
    private const int Int64Type = 7;
    private const int StringType = 8;
    private const int HalfType = 10;
    private const int Int8Type = 3;

    public static IEnumerable<(string Name, byte[] Model)> All()
    {
        yield return ("dense", Bytes(Graph(Raw("w", FloatType, 4, [4, 4]), Raw("b", FloatType, 4, [4]))));
        yield return ("half", Bytes(Graph(Raw("w", HalfType, 2, [4, 4]), Raw("q", Int8Type, 1, [6]))));

        var listed = new TensorProto { Name = "w", DataType = FloatType };
        listed.Dims.AddRange([2L, 3]);
        listed.FloatData.AddRange([0.5f, 1, -1, 0, 2, float.NaN]);
        var shape = new TensorProto { Name = "s", DataType = Int64Type };
        shape.Dims.Add(1);
        shape.Int64Data.Add(-1);
        var words = new TensorProto { Name = "t", DataType = StringType };
        words.Dims.Add(1);
        words.StringData.Add(ByteString.CopyFromUtf8("word"));
        yield return ("listed", Bytes(Graph(listed, shape, words)));

        var outer = Graph(Raw("w", FloatType, 4, [4, 4]));
        var branch = new NodeProto { OpType = "If" };
        branch.Input.Add("c");
        branch.Output.Add("y");
        branch.Attribute.Add(new AttributeProto
        {
            Name = "then_branch",
            Type = 5,
            G = Graph(Raw("inner", FloatType, 4, [2, 2])),
        });
        outer.Node.Add(branch);
        yield return ("subgraph", Bytes(outer));

        var constant = Graph();
        var node = new NodeProto { OpType = "Constant" };
        node.Output.Add("k");
        node.Attribute.Add(new AttributeProto
        {
            Name = "value",
            Type = 4,
            T = Raw("k", FloatType, 4, [8]),
        });
        constant.Node.Add(node);
        yield return ("constant", Bytes(constant));

        var outside = new TensorProto { Name = "w", DataType = FloatType, DataLocation = 1 };
        outside.Dims.Add(4);
        outside.ExternalData.Add(new StringStringEntryProto { Key = "location", Value = "weights.bin" });
        yield return ("external", Bytes(Graph(outside)));
    }

    private static GraphProto Graph(params TensorProto[] initializers)
    {
        var graph = new GraphProto { Name = "g" };
        var node = new NodeProto { OpType = "MatMul" };
        node.Input.AddRange(["x", "w"]);
        node.Output.Add("y");
        graph.Node.Add(node);
        graph.Initializer.AddRange(initializers);
        return graph;
    }

    private static TensorProto Raw(string name, int type, int elementBytes, long[] dims)
    {
        long elements = dims.Aggregate(1L, (product, dim) => product * dim);
        byte[] content = [.. Enumerable.Range(0, (int)elements * elementBytes).Select(i => (byte)(i * 37 % 60))];
        var tensor = new TensorProto { Name = name, DataType = type, RawData = ByteString.CopyFrom(content) };
        tensor.Dims.AddRange(dims);
        return tensor;
    }

    private static byte[] Bytes(GraphProto graph)
    {
        var model = new ModelProto { IrVersion = 10, ProducerName = "seed", Graph = graph };
        model.OpsetImport.Add(new OperatorSetIdProto { Version = 21 });
        return model.ToByteArray();
    }
}
