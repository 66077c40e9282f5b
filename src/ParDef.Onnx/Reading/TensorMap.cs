using System.Text;

namespace ParDef.Onnx.Reading;

/// <summary>Where one tensor lies in the file, and its content if that is one run of bytes.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Message">The tensor.</param>
/// <param name="RawData">Its <c>raw_data</c>, if it has one.</param>
/// <param name="Content">Its content; null if that is scattered over the message, or none, or elsewhere.</param>
internal sealed record TensorMap(string Name, FieldSpan Message, FieldSpan? RawData, InitializerBytes? Content)
{
    private const int Dims = 1;
    private const int DataType = 2;
    private const int Segment = 3;
    private const int FloatData = 4;
    private const int NameField = 8;
    private const int RawDataField = 9;
    private const int DoubleData = 10;
    private const int ExternalData = 13;
    private const int DataLocation = 14;

    /// <summary>Maps a tensor message.</summary>
    /// <exception cref="OnnxFormatException">Merged duplicates, or a content that does not fit the shape.</exception>
    public static TensorMap Read(ReadOnlySpan<byte> message, FieldSpan span)
    {
        var dims = new List<long>();
        string name = "";
        int elementType = 0;
        int raws = 0;
        int numbers = 0;
        bool elsewhere = false;
        FieldSpan raw = default;
        FieldSpan packed = default;
        int packedField = 0;
        var tensor = new WireReader(message, span.Content);
        while (tensor.Next())
        {
            switch (tensor.Field)
            {
                case Dims:
                    AddDims(ref tensor, dims);
                    break;
                case DataType:
                    elementType = unchecked((int)tensor.Number);
                    break;
                case NameField:
                    name = Encoding.UTF8.GetString(tensor.Content);
                    break;
                case RawDataField:
                    raws++;
                    raw = tensor.Span;
                    break;
                case FloatData or DoubleData:
                    numbers++;
                    packed = tensor.Span;
                    packedField = tensor.WireType == WireReader.Delimited ? tensor.Field : 0;
                    break;
                case Segment or ExternalData:
                    elsewhere = true;
                    break;
                case DataLocation:
                    elsewhere |= tensor.Number != 0;
                    break;
                default:
                    break;
            }
        }

        if (raws > 1 || (raws == 1 && numbers > 0))
        {
            throw OnnxFormatException.Unsupported($"tensor {QuotedName.Of(name)}, whose content is written in several parts");
        }

        bool isPacked = numbers == 1 && (packedField, elementType) is (FloatData, 1) or (DoubleData, 11);
        FieldSpan? run = raws == 1 ? raw : isPacked ? packed : null;
        bool isEmptyList = run is { Length: 0 } && ElementWidth.Bytes(elementType, dims) != 0;
        var content = elsewhere || isEmptyList || run is not { } found ? null : Fit(new InitializerBytes(name, elementType, dims, found.Content, found.Length));
        return new TensorMap(name, span, raws == 1 ? raw : null, content);
    }

    private static void AddDims(ref WireReader tensor, List<long> dims)
    {
        if (tensor.WireType == WireReader.Variable)
        {
            AddDim(tensor.Number, dims);
            return;
        }

        var packed = new WireReader(tensor.Content, tensor.Span.Content);
        while (packed.NextPacked())
        {
            AddDim(packed.Number, dims);
        }
    }

    private static void AddDim(ulong extent, List<long> dims)
    {
        if (dims.Count == ModelLimits.Rank)
        {
            throw OnnxFormatException.Unsupported($"tensors of more than {ModelLimits.Rank} dimensions");
        }

        dims.Add(unchecked((long)extent));
    }

    private static InitializerBytes Fit(InitializerBytes tensor)
    {
        // Types that this version does not know pass as they are: they are never looked into.
        bool fits = ElementWidth.Bits(tensor.ElementType) is null || ElementWidth.Bytes(tensor.ElementType, tensor.Dims) == tensor.Length;
        return fits ? tensor : throw OnnxFormatException.Malformed(
            $"tensor {QuotedName.Of(tensor.Name)} whose {tensor.Length:N0} bytes of content do not fit its shape", tensor.Offset);
    }
}
