using System.Runtime.InteropServices;
using Google.Protobuf;
using ParDef.Onnx.Proto;

namespace ParDef.Attacks.Gradients;

/// <summary>A model file with weights as an attack left them, for engines.</summary>
public static class AttackedFile
{
    /// <summary>The file that the model was read from, with the values of its parameters as they stand.</summary>
    public static byte[] Write(ReadOnlyMemory<byte> file, DifferentiableModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var proto = ModelProto.Parser.ParseFrom(file.Span);
        foreach (var tensor in proto.Graph.Initializer.Where(tensor => model.IsParameter(tensor.Name)))
        {
            Store(tensor, model[tensor.Name]);
        }

        foreach (var node in proto.Graph.Node.Where(node => node.OpType == "Constant" && model.IsParameter(node.Output[0])))
        {
            Store(node.Find("value")!.T, model[node.Output[0]]);
        }

        return proto.ToByteArray();
    }

    private static void Store(TensorProto tensor, Parameter parameter)
    {
        tensor.FloatData.Clear();
        tensor.RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes<float>(parameter.Values));
    }
}
