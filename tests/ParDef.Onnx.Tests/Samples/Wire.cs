namespace ParDef.Onnx.Tests.Samples;

/// <summary>The wire format by hand, for files that no honest writer makes.</summary>
internal static class Wire
{
    /// <summary>A field with a length.</summary>
    public static byte[] Field(int number, params byte[] content) =>
        [.. Varint(((ulong)number << 3) | 2), .. Varint((ulong)content.Length), .. content];

    /// <summary>A field with a number.</summary>
    public static byte[] Number(int number, ulong value) => [.. Varint((ulong)number << 3), .. Varint(value)];

    public static byte[] Varint(ulong value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        bytes.Add((byte)value);
        return [.. bytes];
    }

    /// <summary>A model whose graph has these bytes.</summary>
    public static byte[] Graph(params byte[] content) => Field(7, content);

    /// <summary>A model with one initializer of these bytes.</summary>
    public static byte[] Initializer(params byte[] content) => Graph(Field(5, content));

    /// <summary>The same few bytes many times.</summary>
    public static byte[] Repeat(byte[] unit, int count)
    {
        var bytes = new byte[unit.Length * count];
        for (int i = 0; i < count; i++)
        {
            unit.CopyTo(bytes, i * unit.Length);
        }

        return bytes;
    }
}
