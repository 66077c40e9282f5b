namespace ParDef.Onnx.Reading;

/// <summary>Why a file was not read.</summary>
public enum OnnxFormatKind
{
    /// <summary>It is not well-formed ONNX.</summary>
    Malformed,

    /// <summary>It is, but is written in a way that this version does not handle, or is larger than its limits.</summary>
    Unsupported,
}
