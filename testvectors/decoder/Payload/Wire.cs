namespace ParDef.IndependentDecoder.Payload;

/// <summary>Protocol Buffers, as far as the manifest uses them.</summary>
public sealed class Wire
{
    private readonly byte[] _bytes;
    private int _at;

    /// <summary>Starts at the first field.</summary>
    public Wire(byte[] bytes)
    {
        _bytes = bytes;
    }

    /// <summary>True if no byte is left.</summary>
    public bool AtEnd => _at == _bytes.Length;

    /// <summary>The next field: its number, and a number or bytes.</summary>
    public (int Field, ulong Number, byte[]? Bytes) Next()
    {
        ulong tag = Varint();
        RefusedException.Unless(tag >> 3 is >= 1 and <= 16 && (tag & 7) is 0 or 2, "a field that the manifest does not have");
        if ((tag & 7) == 0)
        {
            return ((int)(tag >> 3), Varint(), null);
        }

        ulong length = Varint();
        RefusedException.Unless(length <= (ulong)(_bytes.Length - _at), "a field of the manifest is longer than the manifest");
        byte[] bytes = _bytes.AsSpan(_at, (int)length).ToArray();
        _at += (int)length;
        return ((int)(tag >> 3), 0, bytes);
    }

    /// <summary>A field with a number, left out at its default value.</summary>
    public static byte[] Number(int field, ulong value) => value == 0 ? [] : [.. Varint(8 * (ulong)field), .. Varint(value)];

    /// <summary>A field with bytes, left out when empty.</summary>
    public static byte[] Bytes(int field, byte[] value) => value.Length == 0 ? [] : Message(field, value);

    /// <summary>A field with a message, written even when empty.</summary>
    public static byte[] Message(int field, byte[] value) => [.. Varint((8 * (ulong)field) + 2), .. Varint((ulong)value.Length), .. value];

    /// <summary>The numbers of a packed field.</summary>
    public static IReadOnlyList<ulong> Packed(byte[] content)
    {
        var numbers = new List<ulong>();
        for (var wire = new Wire(content); !wire.AtEnd;)
        {
            ulong number = wire.Varint();
            RefusedException.Unless(number <= uint.MaxValue, "a number of a list beyond 32 bits");
            numbers.Add(number);
        }

        return numbers;
    }

    /// <summary>A packed field, left out when empty.</summary>
    public static byte[] PackedBytes(int field, IEnumerable<ulong> numbers) => Bytes(field, [.. numbers.SelectMany(Varint)]);

    /// <summary>The signed number that an unsigned one stands for.</summary>
    public static long FromZigZag(ulong number) => (long)(number >> 1) ^ -(long)(number & 1);

    /// <summary>The unsigned number that stands for a signed one.</summary>
    public static ulong ToZigZag(long number) => (ulong)((number << 1) ^ (number >> 63));

    /// <summary>A number in as few bytes as it needs.</summary>
    public static byte[] Varint(ulong value)
    {
        var bytes = new List<byte>();
        for (; value >= 128; value >>= 7)
        {
            bytes.Add((byte)(value | 128));
        }

        bytes.Add((byte)value);
        return [.. bytes];
    }

    private ulong Varint()
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            RefusedException.Unless(_at < _bytes.Length && shift < 70, "a number of the manifest does not end");
            byte next = _bytes[_at++];
            value |= shift < 64 ? (ulong)(next & 127) << shift : 0;
            if (next < 128)
            {
                return value;
            }
        }
    }
}
