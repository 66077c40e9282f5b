using Google.Protobuf;
using ParDef.Onnx.Proto;

namespace ParDef.Onnx.Reading;

/// <summary>
/// Parses a mapped model in parts, so that contents of tensors are never copied: <c>raw_data</c> of initializers is a view of the file.
/// </summary>
internal static class ModelParser
{
    /// <summary>The model, equal to what parsing the whole file gives.</summary>
    /// <exception cref="InvalidProtocolBufferException">Malformed in a way that only the library sees, such as text that is not UTF-8.</exception>
    public static ModelProto Parse(ReadOnlyMemory<byte> file, ModelMap map)
    {
        var bytes = file.Span;
        int origin = map.Graph.Content;
        var model = ModelProto.Parser.ParseFrom(Skeleton.Cut(bytes, [map.Graph.Within(0)]));
        model.Graph = GraphProto.Parser.ParseFrom(Skeleton.Cut(
            bytes.Slice(origin, map.Graph.Length),
            [.. map.Initializers.Select(tensor => tensor.Message.Within(origin))]));
        model.Graph.Initializer.AddRange(map.Initializers.Select(tensor => Parse(file, tensor)));
        return model;
    }

    private static TensorProto Parse(ReadOnlyMemory<byte> file, TensorMap map)
    {
        var message = file.Span.Slice(map.Message.Content, map.Message.Length);
        if (map.RawData is not { } raw)
        {
            return TensorProto.Parser.ParseFrom(message);
        }

        var tensor = TensorProto.Parser.ParseFrom(Skeleton.Cut(message, [raw.Within(map.Message.Content)]));
        tensor.RawData = UnsafeByteOperations.UnsafeWrap(file.Slice(raw.Content, raw.Length));
        return tensor;
    }
}
