using Google.Protobuf;
using ParDef.Onnx.External;
using ParDef.Onnx.Proto;

namespace ParDef.Onnx.Reading;

/// <summary>
/// One model, opened to be understood and never to be written again: whoever changes weights changes the bytes that
/// <see cref="Contents"/> names.
/// </summary>
public sealed class OnnxModel
{
    /// <summary>Attributes up to this size are shapes and indices, and travel with the graph; short lists of numbers can be biases.</summary>
    private const int LargestSmallAttribute = 1024;

    private OnnxModel(ReadOnlyMemory<byte> file, ModelProto proto, ModelMap map, Func<string, ReadOnlyMemory<byte>> externalFile)
    {
        File = file;
        Proto = proto;
        Initializers = [.. map.Initializers.Select(tensor => tensor.Content).OfType<InitializerBytes>()];
        var source = new ExternalSource(file, externalFile);
        Contents = FindContents(TensorPlaces.Of(proto), map.Tensors, source);
        ExternalFiles = source.Files;
        Source = source.Join();
    }

    /// <summary>The whole model file.</summary>
    public ReadOnlyMemory<byte> File { get; }

    /// <summary>The model file and its external files, one behind the other; equal to <see cref="File"/> if there are none.</summary>
    public ReadOnlyMemory<byte> Source { get; }

    /// <summary>The external files, in the order of first use and of <see cref="Source"/>.</summary>
    public IReadOnlyList<ExternalFile> ExternalFiles { get; }

    /// <summary>What the file says, to read only; <c>raw_data</c> of the graph's initializers is a view of <see cref="File"/>.</summary>
    public ModelProto Proto { get; }

    /// <summary>The dense initializers of the main graph whose content is one run of bytes in the model file, in file order.</summary>
    /// <remarks>Contents in other fields (32- and 64-bit integer lists, strings) are not listed; they belong to the skeleton.</remarks>
    public IReadOnlyList<InitializerBytes> Initializers { get; }

    /// <summary>
    /// Every content in <see cref="Source"/> that is one run of bytes, ascending and not overlapping: initializers of all graphs, parts of
    /// sparse ones, tensors of attributes of more than 1,024 bytes, or of several floating-point numbers. What is not listed belongs to the skeleton.
    /// </summary>
    public IReadOnlyList<TensorContent> Contents { get; }

    /// <summary>Reads a model.</summary>
    /// <param name="file">All bytes of the <c>.onnx</c> file; must not change while this object is used.</param>
    /// <param name="externalFile">Gives all bytes of an external file by its name (<see cref="ExternalLocation.IsName"/>); null refuses models with such files.</param>
    /// <exception cref="OnnxFormatException">Not well-formed, or beyond the limits.</exception>
    public static OnnxModel Read(ReadOnlyMemory<byte> file, Func<string, ReadOnlyMemory<byte>>? externalFile = null)
    {
        if (file.Length >= 8 && file.Span[4..8].SequenceEqual("ORTM"u8))
        {
            throw OnnxFormatException.Unsupported("models in ONNX Runtime's own .ort format; convert it to .onnx");
        }

        try
        {
            return ReadModel(file, externalFile ?? Refuse);
        }
        catch (OnnxFormatException failure) when (failure.Kind == OnnxFormatKind.Malformed && OtherFile.KindOf(file.Span) is { } kind)
        {
            throw OnnxFormatException.Another(kind);
        }
    }

    private static OnnxModel ReadModel(ReadOnlyMemory<byte> file, Func<string, ReadOnlyMemory<byte>> externalFile)
    {
        ModelCensus.Check(file.Span);
        var map = ModelMap.Read(file);
        try
        {
            return new OnnxModel(file, ModelParser.Parse(file, map), map, externalFile);
        }
        catch (InvalidProtocolBufferException failure)
        {
            throw new OnnxFormatException(
                OnnxFormatKind.Malformed, "not a well-formed ONNX model: " + failure.Message.TrimEnd('.'), inner: failure);
        }
    }

    private static ReadOnlyMemory<byte> Refuse(string name) =>
        throw OnnxFormatException.Unsupported($"weights in external files ({QuotedName.Of(name)}) of a model without a folder");

    private static List<TensorContent> FindContents(IReadOnlyList<TensorPlace> places, IReadOnlyList<TensorMap> maps, ExternalSource source)
    {
        if (places.Count != maps.Count)
        {
            throw OnnxFormatException.Unsupported("a model whose tensors are written in several parts");
        }

        var inside = new List<TensorContent>();
        var outside = new List<TensorContent>();
        // In the order of the file, so that external files stand in the order of first use.
        foreach (int i in Enumerable.Range(0, maps.Count).OrderBy(i => maps[i].Message.Start))
        {
            var (tensor, role, name) = places[i];
            if (ExternalRange.IsOutside(tensor))
            {
                var range = ExternalRange.Of(tensor);
                outside.Add(new TensorContent(tensor, new InitializerBytes(name, tensor.DataType, tensor.Dims, source.Place(range), range.Length)));
            }
            else if (maps[i].Content is { } content && (role != TensorRole.Attribute || content.Length > LargestSmallAttribute || IsListOfNumbers(tensor)))
            {
                inside.Add(new TensorContent(tensor, content with { Name = name }));
            }
        }

        return [.. inside.Concat(Disjoint(outside))];
    }

    private static bool IsListOfNumbers(TensorProto tensor) => tensor.DataType is 1 or 10 or 11 or 16 && tensor.Dims.Any(extent => extent > 1);

    /// <summary>Those of external ranges that share no byte with another one, ascending.</summary>
    private static IEnumerable<TensorContent> Disjoint(IEnumerable<TensorContent> contents)
    {
        TensorContent? last = null;
        bool isAlone = false;
        long end = 0;
        foreach (var content in contents.Where(content => content.Bytes.Length > 0).OrderBy(content => content.Bytes.Offset))
        {
            bool overlaps = content.Bytes.Offset < end;
            if (last is not null && isAlone && !overlaps)
            {
                yield return last;
            }

            (last, isAlone) = (content, !overlaps);
            end = Math.Max(end, (long)content.Bytes.Offset + content.Bytes.Length);
        }

        if (last is not null && isAlone)
        {
            yield return last;
        }
    }
}
