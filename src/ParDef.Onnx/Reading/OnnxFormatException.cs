namespace ParDef.Onnx.Reading;

/// <summary>A file that is not read, with one clear sentence why.</summary>
public sealed class OnnxFormatException : Exception
{
    /// <summary>Makes a refusal; the offset is a byte of the file, where one is to blame.</summary>
    public OnnxFormatException(OnnxFormatKind kind, string message, long? offset = null, Exception? inner = null)
        : base(message, inner)
    {
        Kind = kind;
        Offset = offset;
    }

    /// <summary>Malformed or unsupported.</summary>
    public OnnxFormatKind Kind { get; }

    /// <summary>Byte of the file at which reading failed, if it was one.</summary>
    public long? Offset { get; }

    internal static OnnxFormatException Malformed(string what, long offset) =>
        new(OnnxFormatKind.Malformed, $"not a well-formed ONNX model: {what} at byte {offset:N0}", offset);

    internal static OnnxFormatException CutOff(long offset) =>
        new(OnnxFormatKind.Malformed, "not a whole ONNX model: cut off at its end, or a file of another kind", offset);

    internal static OnnxFormatException Another(string kind) => new(OnnxFormatKind.Malformed, $"{kind}, not an ONNX model", 0);

    internal static OnnxFormatException Unsupported(string what) =>
        new(OnnxFormatKind.Unsupported, $"this version does not handle {what}");
}
