using Google.Protobuf;
using ParDef.Attacks.Faults;
using ParDef.Onnx.Proto;

namespace ParDef.Peers;

/// <summary>An ONNX file of a size that no compressor makes smaller.</summary>
internal static class SyntheticModel
{
    private const int TensorBytes = 1 << 20;
    private const int UnsignedByte = 2;

    /// <summary>A model of so many tensors of 1 MiB each.</summary>
    public static byte[] Make(int mebibytes, ulong seed)
    {
        var random = new SeededRandom(seed);
        var graph = new GraphProto { Name = "synthetic" };
        var content = new byte[TensorBytes];
        for (int i = 0; i < mebibytes; i++)
        {
            random.NextBytes(content);
            var tensor = new TensorProto { Name = $"t{i}", DataType = UnsignedByte, RawData = ByteString.CopyFrom(content) };
            tensor.Dims.Add(TensorBytes);
            graph.Initializer.Add(tensor);
        }

        var model = new ModelProto { IrVersion = 8, ProducerName = "peers", Graph = graph };
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = 17 });
        return model.ToByteArray();
    }
}
