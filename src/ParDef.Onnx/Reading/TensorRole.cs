namespace ParDef.Onnx.Reading;

/// <summary>What holds a tensor.</summary>
internal enum TensorRole
{
    /// <summary>A graph, as a dense initializer.</summary>
    Initializer,

    /// <summary>A sparse tensor, as its values or its indices.</summary>
    SparsePart,

    /// <summary>An attribute of a node or of a function.</summary>
    Attribute,
}
