using ParDef.Onnx.Proto;

namespace ParDef.Reparameterization.Tests.Interpreting;

/// <summary>Attributes of a node, with the defaults of the operator's text.</summary>
internal static class Attributes
{
    public static int Int(this NodeProto node, string name, int otherwise) => (int)(Find(node, name)?.I ?? otherwise);

    public static double Float(this NodeProto node, string name, double otherwise) => Find(node, name)?.F ?? otherwise;

    public static int[] Ints(this NodeProto node, string name, params int[] otherwise) =>
        Find(node, name) is { } found ? [.. found.Ints.Select(value => (int)value)] : otherwise;

    private static AttributeProto? Find(NodeProto node, string name) => node.Attribute.FirstOrDefault(attribute => attribute.Name == name);
}
