namespace ParDef.TestVectors.Building;

/// <summary>A DEFLATE writer (RFC 1951) with the fixed code and greedy matches, so that vectors do not depend on a library's version.</summary>
public static class FixedDeflate
{
    private const int FarthestMatch = 4096;
    private const int LongestMatch = 258;

    /// <summary>One final block.</summary>
    public static byte[] Compress(byte[] content)
    {
        var bits = new List<bool> { true, true, false };
        for (int at = 0; at < content.Length;)
        {
            var (length, distance) = Longest(content, at);
            if (length < 3)
            {
                Symbol(bits, content[at++]);
                continue;
            }

            Length(bits, length);
            Distance(bits, distance);
            at += length;
        }

        Symbol(bits, 256);
        return Pack(bits);
    }

    /// <summary>A stored block that is not the last.</summary>
    public static byte[] Store(byte[] content) =>
        [0, (byte)content.Length, (byte)(content.Length >> 8), (byte)~content.Length, (byte)(~content.Length >> 8), .. content];

    private static (int Length, int Distance) Longest(byte[] content, int at)
    {
        (int Length, int Distance) best = (0, 0);
        for (int distance = 1; distance <= Math.Min(at, FarthestMatch) && best.Length < LongestMatch; distance++)
        {
            int length = 0;
            while (length < LongestMatch && at + length < content.Length && content[at + length] == content[at + length - distance])
            {
                length++;
            }

            best = length > best.Length ? (length, distance) : best;
        }

        return best.Length == LongestMatch ? best : (Math.Min(best.Length, 10), best.Distance);
    }

    private static void Symbol(List<bool> bits, int symbol)
    {
        var (code, length) = symbol switch
        {
            < 144 => (0x30 + symbol, 8),
            < 256 => (0x190 + symbol - 144, 9),
            < 280 => (symbol - 256, 7),
            _ => (0xC0 + symbol - 280, 8),
        };
        HighFirst(bits, code, length);
    }

    // Lengths 3 to 10 and 258 have a symbol each and no extra bits.
    private static void Length(List<bool> bits, int length) => Symbol(bits, length == LongestMatch ? 285 : 257 + length - 3);

    private static void Distance(List<bool> bits, int distance)
    {
        int code = 0, first = 1, extra = 0;
        while (distance >= first + (1 << extra))
        {
            first += 1 << extra;
            code++;
            extra = code < 4 ? 0 : (code / 2) - 1;
        }

        HighFirst(bits, code, 5);
        for (int i = 0; i < extra; i++)
        {
            bits.Add((((distance - first) >> i) & 1) != 0);
        }
    }

    private static void HighFirst(List<bool> bits, int code, int length)
    {
        for (int i = length - 1; i >= 0; i--)
        {
            bits.Add(((code >> i) & 1) != 0);
        }
    }

    private static byte[] Pack(List<bool> bits)
    {
        var bytes = new byte[(bits.Count + 7) / 8];
        for (int i = 0; i < bits.Count; i++)
        {
            bytes[i / 8] |= (byte)(bits[i] ? 1 << (i % 8) : 0);
        }

        return bytes;
    }
}
