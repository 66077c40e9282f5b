using Google.Protobuf;
using ParDef.Onnx.Proto;
using ParDef.Onnx.Reading;

namespace ParDef.Onnx.External;

/// <summary>A model and its external files as one model file, for engines that take it from memory.</summary>
public static class StandaloneModel
{
    /// <summary>The model with every external content inside. Only this rewrites a model; it is never stored.</summary>
    /// <param name="model">A model file that was read before.</param>
    /// <param name="files">All its external files.</param>
    /// <exception cref="OnnxFormatException">A content outside of its file.</exception>
    /// <exception cref="InvalidProtocolBufferException">Not a model.</exception>
    public static byte[] Make(ReadOnlyMemory<byte> model, IReadOnlyList<ExternalFile> files)
    {
        var proto = ModelProto.Parser.ParseFrom(model.Span);
        var contents = files.ToDictionary(file => file.Name, file => file.Content);
        foreach (var tensor in TensorPlaces.Of(proto).Select(place => place.Tensor).Where(ExternalRange.IsOutside))
        {
            var range = ExternalRange.Of(tensor);
            tensor.RawData = UnsafeByteOperations.UnsafeWrap(range.Of(contents.GetValueOrDefault(range.Name)));
            tensor.ExternalData.Clear();
            tensor.ClearDataLocation();
        }

        return proto.ToByteArray();
    }
}
