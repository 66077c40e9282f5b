namespace ParDef.Onnx.Reading;

/// <summary>Limits on a model file, checked by a scan of its wire format before anything is allocated for its content.</summary>
public static class ModelLimits
{
    /// <summary>Most initializers.</summary>
    public const int Initializers = 100_000;

    /// <summary>Most messages of any kind (nodes, attributes, names, dimensions), all levels together.</summary>
    public const int Messages = 4_000_000;

    /// <summary>Deepest nesting of messages.</summary>
    public const int Depth = 100;
}
