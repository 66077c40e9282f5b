namespace ParDef.Onnx.Reading;

/// <summary>Reads the fields of one protobuf message without allocating (Protocol Buffers encoding, public documentation).</summary>
internal ref struct WireReader
{
    /// <summary>Wire type of a varint.</summary>
    public const int Variable = 0;

    /// <summary>Wire type of eight bytes.</summary>
    public const int EightBytes = 1;

    /// <summary>Wire type of bytes with a length in front.</summary>
    public const int Delimited = 2;

    /// <summary>Wire type of four bytes.</summary>
    public const int FourBytes = 5;

    private const int LongestVarint = 10;

    private readonly ReadOnlySpan<byte> _message;
    private readonly int _origin;
    private int _position;

    /// <param name="message">The message.</param>
    /// <param name="origin">Its offset in the file.</param>
    public WireReader(ReadOnlySpan<byte> message, int origin)
    {
        _message = message;
        _origin = origin;
    }

    /// <summary>Number of the current field.</summary>
    public int Field { get; private set; }

    /// <summary>Wire type of the current field, one of the constants.</summary>
    public int WireType { get; private set; }

    /// <summary>Value of a varint.</summary>
    public ulong Number { get; private set; }

    /// <summary>Content of any other field.</summary>
    public ReadOnlySpan<byte> Content { get; private set; }

    /// <summary>Where the current field lies in the file; its content is empty for a varint.</summary>
    public FieldSpan Span { get; private set; }

    private readonly int Offset => _origin + _position;

    /// <summary>True for the outermost message: where it ends too early, the file does.</summary>
    private readonly bool IsWholeFile => _origin == 0;

    /// <summary>Reads the next field; false at the end of the message.</summary>
    /// <exception cref="OnnxFormatException">Malformed.</exception>
    public bool Next()
    {
        if (_position == _message.Length)
        {
            return false;
        }

        int start = Offset;
        ulong tag = Varint();
        if (tag > uint.MaxValue || tag >> 3 == 0)
        {
            throw OnnxFormatException.Malformed("a field without a number", start);
        }

        Field = (int)(tag >> 3);
        WireType = (int)(tag & 7);
        switch (WireType)
        {
            case Variable:
                Number = Varint();
                Take(start, 0);
                break;
            case EightBytes:
                Take(start, sizeof(ulong));
                break;
            case Delimited:
                Take(start, Varint());
                break;
            case FourBytes:
                Take(start, sizeof(uint));
                break;
            default:
                throw OnnxFormatException.Malformed($"wire type {WireType}", start);
        }

        return true;
    }

    /// <summary>Reads the next varint of a packed field, which this reader takes as its message; false at the end.</summary>
    /// <exception cref="OnnxFormatException">Malformed.</exception>
    public bool NextPacked()
    {
        if (_position == _message.Length)
        {
            return false;
        }

        Number = Varint();
        return true;
    }

    private void Take(int start, ulong length)
    {
        if (length > (ulong)(_message.Length - _position))
        {
            throw IsWholeFile ? OnnxFormatException.CutOff(start) : OnnxFormatException.Malformed("a field that is longer than what is left", start);
        }

        Span = new FieldSpan(start, Offset, (int)length);
        Content = _message.Slice(_position, (int)length);
        _position += (int)length;
    }

    private ulong Varint()
    {
        ulong value = 0;
        for (int i = 0; i < LongestVarint; i++)
        {
            if (_position == _message.Length)
            {
                throw IsWholeFile ? OnnxFormatException.CutOff(Offset) : OnnxFormatException.Malformed("a number that is cut off", Offset);
            }

            byte next = _message[_position++];
            value |= (ulong)(next & 0x7F) << (7 * i);
            if (next < 0x80)
            {
                return value;
            }
        }

        throw OnnxFormatException.Malformed("a number of more than ten bytes", Offset);
    }
}
