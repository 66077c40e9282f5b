namespace ParDef.Onnx.Reading;

/// <summary>A file that is not read, with one clear sentence why.</summary>
public sealed class OnnxFormatException : Exception
{
    /// <summary>Makes a refusal.</summary>
    public OnnxFormatException(OnnxFormatKind kind, string message, Exception? inner = null)
        : base(message, inner)
    {
        Kind = kind;
    }

    /// <summary>Malformed or unsupported.</summary>
    public OnnxFormatKind Kind { get; }

    internal static OnnxFormatException Malformed(string what, long offset) =>
        new(OnnxFormatKind.Malformed, $"not a well-formed ONNX model: {what} at byte {offset:N0}");

    internal static OnnxFormatException Unsupported(string what) =>
        new(OnnxFormatKind.Unsupported, $"this version does not handle {what}");
}
