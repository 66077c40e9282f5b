using Google.Protobuf;
using ParDef.Onnx.Proto;

namespace ParDef.Onnx.Reading;

/// <summary>
/// One model file, opened to be understood and never to be written again: whoever changes weights changes the bytes that
/// <see cref="Initializers"/> names.
/// </summary>
public sealed class OnnxModel
{
    private OnnxModel(ReadOnlyMemory<byte> file, ModelProto proto, IReadOnlyList<InitializerBytes> initializers)
    {
        File = file;
        Proto = proto;
        Initializers = initializers;
    }

    /// <summary>The whole file.</summary>
    public ReadOnlyMemory<byte> File { get; }

    /// <summary>What the file says, to read only; <c>raw_data</c> of the initializers is a view of <see cref="File"/>.</summary>
    public ModelProto Proto { get; }

    /// <summary>The dense initializers of the main graph whose content is one run of bytes in the file, in file order.</summary>
    /// <remarks>Contents in other fields (32- and 64-bit integer lists, strings) are not listed; they belong to the skeleton.</remarks>
    public IReadOnlyList<InitializerBytes> Initializers { get; }

    /// <summary>Reads a model.</summary>
    /// <param name="file">All bytes of the <c>.onnx</c> file; must not change while this object is used.</param>
    /// <exception cref="OnnxFormatException">Not well-formed, or with weights in a place that is not handled.</exception>
    public static OnnxModel Read(ReadOnlyMemory<byte> file)
    {
        if (file.Length >= 8 && file.Span[4..8].SequenceEqual("ORTM"u8))
        {
            throw OnnxFormatException.Unsupported("models in ONNX Runtime's own .ort format; convert it to .onnx");
        }

        try
        {
            return ReadModel(file);
        }
        catch (OnnxFormatException failure) when (failure.Kind == OnnxFormatKind.Malformed && OtherFile.KindOf(file.Span) is { } kind)
        {
            throw OnnxFormatException.Another(kind);
        }
    }

    private static OnnxModel ReadModel(ReadOnlyMemory<byte> file)
    {
        ModelCensus.Check(file.Span);
        var map = ModelMap.Read(file.Span);
        try
        {
            var proto = ModelParser.Parse(file, map);
            WeightPlaces.ThrowIfNotHandled(proto);
            return new OnnxModel(file, proto, [.. map.Initializers.Select(tensor => tensor.Content).OfType<InitializerBytes>()]);
        }
        catch (InvalidProtocolBufferException failure)
        {
            throw new OnnxFormatException(
                OnnxFormatKind.Malformed, "not a well-formed ONNX model: " + failure.Message.TrimEnd('.'), inner: failure);
        }
    }
}
