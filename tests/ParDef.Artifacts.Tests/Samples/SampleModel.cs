using System.Runtime.InteropServices;
using Google.Protobuf;
using ParDef.Onnx.Proto;

namespace ParDef.Artifacts.Tests.Samples;

/// <summary>Small models with seeded weights.</summary>
internal static class SampleModel
{
    /// <summary>A convolution, a bias and a matrix product; about <paramref name="weights"/> values in the matrix.</summary>
    public static byte[] Make(int weights = 2_000, uint seed = 1, Action<GraphProto>? change = null)
    {
        var random = new Random((int)seed);
        float[] Values(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() * 2 - 1))];
        var graph = new GraphProto { Name = "sample" };
        graph.Input.Add(new ValueInfoProto { Name = "input" });
        graph.Output.Add(new ValueInfoProto { Name = "logits" });
        graph.Initializer.Add(Tensor("conv.weight", [4, 3, 3, 3], Values(108)));
        graph.Initializer.Add(Tensor("conv.bias", [4], Values(4)));
        graph.Initializer.Add(Tensor("fc.weight", [weights / 10, 10], Values(weights / 10 * 10)));
        graph.Node.Add(Node("Conv", ["input", "conv.weight", "conv.bias"], ["hidden"]));
        graph.Node.Add(Node("MatMul", ["hidden", "fc.weight"], ["logits"]));
        change?.Invoke(graph);
        var model = new ModelProto { IrVersion = 8, ProducerName = "tests", Graph = graph };
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = 17 });
        return model.ToByteArray();
    }

    public static TensorProto Tensor(string name, long[] dims, float[] values)
    {
        var tensor = new TensorProto { Name = name, DataType = 1, RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes<float>(values)) };
        tensor.Dims.Add(dims);
        return tensor;
    }

    public static NodeProto Node(string type, string[] inputs, string[] outputs)
    {
        var node = new NodeProto { OpType = type };
        node.Input.Add(inputs);
        node.Output.Add(outputs);
        return node;
    }
}
