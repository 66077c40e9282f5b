namespace ParDef.Onnx.Reading;

/// <summary>Limits on a model file, checked on its wire format before anything is allocated for its content.</summary>
internal static class ModelLimits
{
    /// <summary>Most tensors, in all places together.</summary>
    public const int Tensors = 100_000;

    /// <summary>Most external files.</summary>
    public const int ExternalFiles = 1_000;

    /// <summary>Most bytes of a model with its external files: the longest array of the platform.</summary>
    public const int SourceBytes = 0x7FFFFFC7;

    /// <summary>Most messages (nodes, attributes, tensors, types, dimensions), all levels together.</summary>
    public const int Messages = 1_000_000;

    /// <summary>Most fields, all levels together.</summary>
    public const int Fields = 4_000_000;

    /// <summary>Deepest nesting of messages; the model itself is level 1.</summary>
    public const int Depth = 100;

    /// <summary>Most extents of a tensor.</summary>
    public const int Rank = 64;
}
