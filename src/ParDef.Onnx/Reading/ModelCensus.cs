using Google.Protobuf.Reflection;
using ParDef.Onnx.Proto;

namespace ParDef.Onnx.Reading;

/// <summary>
/// Walks every message of a model and compares it with the limits and with the wire types of the schema, before the protobuf library
/// allocates for it: two bytes of a hostile file can stand for an object of several hundred.
/// </summary>
internal sealed class ModelCensus
{
    private int _messages;
    private int _fields;

    private ModelCensus()
    {
    }

    /// <summary>Refuses a file that is cut off, does not follow the schema, or is beyond the limits.</summary>
    /// <exception cref="OnnxFormatException">Malformed or unsupported.</exception>
    public static void Check(ReadOnlySpan<byte> file) => new ModelCensus().Walk(file, 0, ModelProto.Descriptor, 1);

    private void Walk(ReadOnlySpan<byte> message, int origin, MessageDescriptor type, int depth)
    {
        Limit(depth, ModelLimits.Depth, "levels of messages");
        Limit(++_messages, ModelLimits.Messages, "messages");
        var reader = new WireReader(message, origin);
        while (reader.Next())
        {
            Limit(++_fields, ModelLimits.Fields, "fields");
            if (type.FindFieldByNumber(reader.Field) is not { } field)
            {
                continue;
            }

            if (!HasWireType(field, reader.WireType))
            {
                throw OnnxFormatException.Malformed($"wire type {reader.WireType} for {type.Name}.{field.Name}", reader.Span.Start);
            }

            if (field.FieldType == FieldType.Message)
            {
                Walk(reader.Content, reader.Span.Content, field.MessageType, depth + 1);
            }
        }
    }

    private static bool HasWireType(FieldDescriptor field, int wireType) => field.FieldType switch
    {
        FieldType.Message or FieldType.String or FieldType.Bytes => wireType == WireReader.Delimited,
        FieldType.Float => wireType == WireReader.FourBytes || IsPacked(field, wireType),
        FieldType.Double => wireType == WireReader.EightBytes || IsPacked(field, wireType),
        _ => wireType == WireReader.Variable || IsPacked(field, wireType),
    };

    private static bool IsPacked(FieldDescriptor field, int wireType) => field.IsRepeated && wireType == WireReader.Delimited;

    private static void Limit(int count, int most, string what)
    {
        if (count > most)
        {
            throw OnnxFormatException.Unsupported($"models of more than {most:N0} {what}");
        }
    }
}
