using Google.Protobuf;
using ParDef.Attacks.Faults;
using ParDef.Onnx.Proto;

namespace ParDef.ErrorRates;

/// <summary>An ONNX file of a size that no compressor makes smaller.</summary>
internal static class SyntheticModel
{
    private const int UnsignedByte = 2;

    /// <summary>A model of some tensors of random bytes.</summary>
    public static byte[] Make(int tensors, int tensorBytes, ulong seed)
    {
        var random = new SeededRandom(seed);
        var graph = new GraphProto { Name = "synthetic" };
        var content = new byte[tensorBytes];
        for (int i = 0; i < tensors; i++)
        {
            random.NextBytes(content);
            var tensor = new TensorProto { Name = $"t{i}", DataType = UnsignedByte, RawData = ByteString.CopyFrom(content) };
            tensor.Dims.Add(tensorBytes);
            graph.Initializer.Add(tensor);
        }

        var model = new ModelProto { IrVersion = 8, ProducerName = "bench", Graph = graph };
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = 17 });
        return model.ToByteArray();
    }
}
