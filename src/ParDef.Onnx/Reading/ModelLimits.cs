namespace ParDef.Onnx.Reading;

/// <summary>Limits on a model file, checked on its wire format before anything is allocated for its content.</summary>
internal static class ModelLimits
{
    /// <summary>Most initializers.</summary>
    public const int Initializers = 100_000;

    /// <summary>Most messages (nodes, attributes, tensors, types, dimensions), all levels together.</summary>
    public const int Messages = 1_000_000;

    /// <summary>Most fields, all levels together.</summary>
    public const int Fields = 4_000_000;

    /// <summary>Deepest nesting of messages; the model itself is level 1.</summary>
    public const int Depth = 100;

    /// <summary>Most extents of an initializer.</summary>
    public const int Rank = 64;
}
