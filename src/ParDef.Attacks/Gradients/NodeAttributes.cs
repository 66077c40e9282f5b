using Google.Protobuf;
using ParDef.Onnx.Proto;

namespace ParDef.Attacks.Gradients;

/// <summary>Attributes of nodes, read with the default of the operator's text, and made.</summary>
internal static class NodeAttributes
{
    // AttributeProto.AttributeType
    private const int FloatType = 1;
    private const int IntegerType = 2;
    private const int StringType = 3;
    private const int TensorType = 4;
    private const int IntegersType = 7;

    public static AttributeProto? Find(this NodeProto node, string name) => node.Attribute.FirstOrDefault(attribute => attribute.Name == name);

    public static long Integer(this NodeProto node, string name, long otherwise) => node.Find(name)?.I ?? otherwise;

    public static float Float(this NodeProto node, string name, float otherwise) => node.Find(name)?.F ?? otherwise;

    public static string Text(this NodeProto node, string name, string otherwise) => node.Find(name)?.S.ToStringUtf8() ?? otherwise;

    public static long[] Integers(this NodeProto node, string name, params long[] otherwise) => node.Find(name) is { } found ? [.. found.Ints] : otherwise;

    /// <summary>An operand, or null where it is left out.</summary>
    public static string? Operand(this NodeProto node, int index) => node.Input.ElementAtOrDefault(index) is { Length: > 0 } name ? name : null;

    public static AttributeProto Make(string name, long value) => new() { Name = name, Type = IntegerType, I = value };

    public static AttributeProto Make(string name, float value) => new() { Name = name, Type = FloatType, F = value };

    public static AttributeProto Make(string name, string value) => new() { Name = name, Type = StringType, S = ByteString.CopyFromUtf8(value) };

    public static AttributeProto Make(string name, params long[] values) => new() { Name = name, Type = IntegersType, Ints = { values } };

    public static AttributeProto Make(string name, TensorProto value) => new() { Name = name, Type = TensorType, T = value };
}
