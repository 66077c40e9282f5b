namespace ParDef.Onnx.Reading;

/// <summary>Reads the fields of one protobuf message without allocating (Protocol Buffers encoding, public documentation).</summary>
internal ref struct WireReader
{
    private readonly ReadOnlySpan<byte> _message;
    private readonly long _origin;
    private int _position;

    /// <param name="message">The message.</param>
    /// <param name="origin">Its offset in the file.</param>
    public WireReader(ReadOnlySpan<byte> message, long origin)
    {
        _message = message;
        _origin = origin;
    }

    /// <summary>Number of the current field.</summary>
    public int Field { get; private set; }

    /// <summary>Wire type of the current field: 0 varint, 1 eight bytes, 2 bytes with a length, 5 four bytes.</summary>
    public int WireType { get; private set; }

    /// <summary>Value of a varint field.</summary>
    public ulong Number { get; private set; }

    /// <summary>Content of a field with a length.</summary>
    public ReadOnlySpan<byte> Content { get; private set; }

    /// <summary>Offset in the file of the current field's content.</summary>
    public long ContentOffset { get; private set; }

    /// <summary>Reads the next field; false at the end of the message.</summary>
    /// <exception cref="OnnxFormatException">Malformed.</exception>
    public bool Next()
    {
        if (_position == _message.Length)
        {
            return false;
        }

        ulong tag = Varint();
        Field = (int)(tag >> 3 & 0x1FFFFFFF);
        WireType = (int)(tag & 7);
        if (tag > uint.MaxValue || Field == 0)
        {
            throw OnnxFormatException.Malformed("a field without a number", _origin + _position);
        }

        Content = default;
        switch (WireType)
        {
            case 0:
                Number = Varint();
                break;
            case 1:
                Take(sizeof(ulong));
                break;
            case 2:
                Take(Varint());
                break;
            case 5:
                Take(sizeof(uint));
                break;
            default:
                throw OnnxFormatException.Malformed($"wire type {WireType}", _origin + _position);
        }

        return true;
    }

    private void Take(ulong length)
    {
        if (length > (ulong)(_message.Length - _position))
        {
            throw OnnxFormatException.Malformed("a field that is longer than what is left", _origin + _position);
        }

        ContentOffset = _origin + _position;
        Content = _message.Slice(_position, (int)length);
        _position += (int)length;
    }

    private ulong Varint()
    {
        ulong value = 0;
        for (int shift = 0; shift < 70; shift += 7)
        {
            if (_position == _message.Length)
            {
                throw OnnxFormatException.Malformed("a number that is cut off", _origin + _position);
            }

            byte next = _message[_position++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw OnnxFormatException.Malformed("a number of more than ten bytes", _origin + _position);
    }
}
