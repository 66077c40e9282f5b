using System.Globalization;
using ParDef.Onnx.Proto;
using ParDef.Onnx.Reading;

namespace ParDef.Onnx.External;

/// <summary>Where the content of a tensor lies outside of the model file.</summary>
/// <param name="Name">The file.</param>
/// <param name="Offset">First byte in it.</param>
/// <param name="Length">Bytes, as many as the tensor's shape needs.</param>
internal readonly record struct ExternalRange(string Name, long Offset, int Length)
{
    private const int External = 1;

    /// <summary>True if the tensor's content lies outside.</summary>
    public static bool IsOutside(TensorProto tensor) => tensor.DataLocation == External;

    /// <summary>Reads where, and checks it against the tensor's shape.</summary>
    /// <exception cref="OnnxFormatException">No location, one that leads out of the folder, numbers that are none, or a length that is not the shape's.</exception>
    public static ExternalRange Of(TensorProto tensor)
    {
        string quoted = QuotedName.Of(tensor.Name);
        string? location = Value(tensor, "location");
        if (location is null || ExternalLocation.NameOf(location) is not { } name)
        {
            throw Refused($"tensor {quoted} whose external location {QuotedName.Of(location)} is not inside of the model's folder");
        }

        long? bytes = ElementWidth.Bytes(tensor.DataType, tensor.Dims);
        if (bytes is null or > int.MaxValue)
        {
            throw Refused($"tensor {quoted} with external data of an unknown or impossible size");
        }

        long offset = Number(tensor, "offset") ?? 0;
        return (Number(tensor, "length") ?? bytes) == bytes
            ? new ExternalRange(name, offset, (int)bytes)
            : throw Refused($"tensor {quoted} whose external data do not fit its shape");
    }

    /// <summary>The range in its file.</summary>
    /// <exception cref="OnnxFormatException">It does not lie inside.</exception>
    public ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> file) => Offset <= file.Length && Length <= file.Length - Offset
        ? file.Slice((int)Offset, Length)
        : throw Refused($"external data at {Offset:N0} + {Length:N0} bytes of {QuotedName.Of(Name)}, which has {file.Length:N0}");

    private static string? Value(TensorProto tensor, string key) => tensor.ExternalData.LastOrDefault(entry => entry.Key == key)?.Value;

    private static long? Number(TensorProto tensor, string key) => Value(tensor, key) is not { } text ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number
        : throw Refused($"tensor {QuotedName.Of(tensor.Name)} whose external {key} is not a number");

    private static OnnxFormatException Refused(string what) =>
        new(OnnxFormatKind.Malformed, $"not a well-formed ONNX model: {what}");
}
