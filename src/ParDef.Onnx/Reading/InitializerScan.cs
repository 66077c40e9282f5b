using System.Text;

namespace ParDef.Onnx.Reading;

/// <summary>
/// Walks the wire format of a model: counts everything before anything is allocated, and finds where the contents of the dense initializers lie.
/// Field numbers are those of Proto/onnx.proto.
/// </summary>
internal sealed class InitializerScan
{
    private const int Graph = 7;
    private const int GraphInitializer = 5;

    private readonly List<InitializerBytes> _found = [];
    private int _messages;

    private InitializerScan()
    {
    }

    /// <summary>The initializers with contiguous content, in file order.</summary>
    /// <exception cref="OnnxFormatException">Malformed, or merged duplicates, or beyond the limits.</exception>
    public static IReadOnlyList<InitializerBytes> Run(ReadOnlySpan<byte> file)
    {
        var scan = new InitializerScan();
        bool hasGraph = false;
        var model = new WireReader(file, 0);
        while (model.Next())
        {
            scan.Count();
            if (model.Field != Graph)
            {
                continue;
            }

            if (model.WireType != 2)
            {
                throw OnnxFormatException.Malformed("a graph that is no message", model.ContentOffset);
            }

            if (hasGraph)
            {
                throw OnnxFormatException.Unsupported("a model whose graph is written in several parts");
            }

            hasGraph = true;
            scan.ReadGraph(model.Content, model.ContentOffset);
        }

        return hasGraph ? scan._found : throw OnnxFormatException.Malformed("no graph", file.Length);
    }

    private void ReadGraph(ReadOnlySpan<byte> message, long offset)
    {
        int initializers = 0;
        var graph = new WireReader(message, offset);
        while (graph.Next())
        {
            Count();
            if (graph.Field != GraphInitializer || graph.WireType != 2)
            {
                continue;
            }

            if (++initializers > ModelLimits.Initializers)
            {
                throw OnnxFormatException.Unsupported($"more than {ModelLimits.Initializers:N0} initializers");
            }

            if (ReadTensor(graph.Content, graph.ContentOffset) is { } tensor)
            {
                _found.Add(tensor);
            }
        }
    }

    /// <summary>The content of a tensor if it is one run; null if it stays where it is.</summary>
    private InitializerBytes? ReadTensor(ReadOnlySpan<byte> message, long offset)
    {
        var dims = new List<long>();
        string name = "";
        int elementType = 0;
        int runs = 0;
        (long Offset, int Length, int Field) run = default;
        var tensor = new WireReader(message, offset);
        while (tensor.Next())
        {
            Count();
            switch (tensor.Field, tensor.WireType)
            {
                case (1, 0):
                    dims.Add((long)tensor.Number);
                    break;
                case (1, 2):
                    ReadPacked(tensor.Content, tensor.ContentOffset, dims);
                    break;
                case (2, 0):
                    elementType = tensor.Number <= int.MaxValue ? (int)tensor.Number : 0;
                    break;
                case (8, 2):
                    name = Encoding.UTF8.GetString(tensor.Content);
                    break;
                case (4 or 9 or 10, 2):
                    runs++;
                    run = (tensor.ContentOffset, tensor.Content.Length, tensor.Field);
                    break;
                case (4 or 10, _):
                    runs += 2;
                    break;
                case (9, _):
                    throw OnnxFormatException.Malformed("raw data that are no bytes", offset);
                default:
                    break;
            }
        }

        if (runs != 1)
        {
            // No content here, or one that is scattered over the message: it stays in the skeleton as it is.
            return runs == 0 || run.Field != 9 ? null
                : throw OnnxFormatException.Unsupported($"tensor \"{name}\", whose content is written in several parts");
        }

        bool typed = run.Field == 9 || (run.Field, elementType) is (4, 1) or (10, 11);
        if (!typed)
        {
            return null;
        }

        if (ElementWidth.Bits(elementType) is not null && ElementWidth.Bytes(elementType, dims) != run.Length)
        {
            throw OnnxFormatException.Malformed($"tensor \"{name}\" whose {run.Length:N0} bytes of content do not fit its shape", run.Offset);
        }

        return new InitializerBytes(name, elementType, dims, (int)run.Offset, run.Length);
    }

    private void ReadPacked(ReadOnlySpan<byte> content, long offset, List<long> numbers)
    {
        // A packed field is a row of bare varints; a tag in front of each makes it a message of one field.
        Span<byte> field = stackalloc byte[1 + 10];
        field[0] = 0x08;
        int start = 0;
        for (int i = 0; i < content.Length; i++)
        {
            if (content[i] >= 0x80 && i + 1 < content.Length)
            {
                continue;
            }

            Count();
            if (i + 1 - start > 10)
            {
                throw OnnxFormatException.Malformed("a number of more than ten bytes", offset + start);
            }

            content[start..(i + 1)].CopyTo(field[1..]);
            var reader = new WireReader(field[..(2 + i - start)], offset + start - 1);
            reader.Next();
            numbers.Add((long)reader.Number);
            start = i + 1;
        }
    }

    private void Count()
    {
        if (++_messages > ModelLimits.Messages)
        {
            throw OnnxFormatException.Unsupported($"a model of more than {ModelLimits.Messages:N0} fields");
        }
    }
}
