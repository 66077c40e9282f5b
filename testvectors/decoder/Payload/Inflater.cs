namespace ParDef.IndependentDecoder.Payload;

/// <summary>Raw DEFLATE (RFC 1951), bit by bit.</summary>
public sealed class Inflater
{
    private static readonly int[] LengthBase =
        [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];

    private static readonly int[] LengthExtra = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];

    private static readonly int[] DistanceBase =
    [
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577,
    ];

    private static readonly int[] DistanceExtra =
        [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13];

    private readonly byte[] _input;
    private readonly byte[] _output;
    private long _bit;
    private int _written;

    private Inflater(byte[] input, int length)
    {
        (_input, _output) = (input, new byte[length]);
    }

    /// <summary>The content of a stream that yields exactly <paramref name="length"/> bytes; bytes behind its end are not looked at.</summary>
    public static byte[] Inflate(byte[] input, int length)
    {
        var inflater = new Inflater(input, length);
        bool last;
        do
        {
            last = inflater.Bits(1) == 1;
            inflater.Block();
        }
        while (!last);
        RefusedException.Unless(inflater._written == length, "a compressed block is shorter than stated");
        return inflater._output;
    }

    private void Block()
    {
        switch (Bits(2))
        {
            case 0:
                Stored();
                break;
            case 1:
                int[] lengths = [.. Enumerable.Repeat(8, 144), .. Enumerable.Repeat(9, 112), .. Enumerable.Repeat(7, 24), .. Enumerable.Repeat(8, 8)];
                Compressed(new PrefixCode(lengths), new PrefixCode([.. Enumerable.Repeat(5, 30)]));
                break;
            case 2:
                var (literals, distances) = Tables();
                Compressed(literals, distances);
                break;
            default:
                RefusedException.Unless(false, "a reserved kind of compressed block");
                break;
        }
    }

    private void Stored()
    {
        _bit = (_bit + 7) / 8 * 8;
        int length = Bits(16);
        RefusedException.Unless((length ^ 0xFFFF) == Bits(16), "the length of a stored block and its complement differ");
        for (int i = 0; i < length; i++)
        {
            Emit((byte)Bits(8));
        }
    }

    private (PrefixCode Literals, PrefixCode Distances) Tables()
    {
        int literals = Bits(5) + 257, distances = Bits(5) + 1, codes = Bits(4) + 4;
        RefusedException.Unless(literals <= 286 && distances <= 30, "too many symbols in a compressed block");
        int[] order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
        var codeLengths = new int[19];
        for (int i = 0; i < codes; i++)
        {
            codeLengths[order[i]] = Bits(3);
        }

        var code = new PrefixCode(codeLengths);
        var lengths = new List<int>();
        while (lengths.Count < literals + distances)
        {
            int symbol = code.Read(() => Bits(1));
            RefusedException.Unless(symbol != 16 || lengths.Count > 0, "a repeat of nothing in a compressed block");
            (int value, int times) = symbol switch
            {
                16 => (lengths[^1], 3 + Bits(2)),
                17 => (0, 3 + Bits(3)),
                18 => (0, 11 + Bits(7)),
                _ => (symbol, 1),
            };
            lengths.AddRange(Enumerable.Repeat(value, times));
        }

        RefusedException.Unless(lengths.Count == literals + distances && lengths[256] > 0, "wrong code lengths in a compressed block");
        return (new PrefixCode([.. lengths.Take(literals)]), new PrefixCode([.. lengths.Skip(literals)]));
    }

    private void Compressed(PrefixCode literals, PrefixCode distances)
    {
        for (int symbol = literals.Read(() => Bits(1)); symbol != 256; symbol = literals.Read(() => Bits(1)))
        {
            if (symbol < 256)
            {
                Emit((byte)symbol);
                continue;
            }

            RefusedException.Unless(symbol <= 285, "a reserved length in a compressed block");
            int length = LengthBase[symbol - 257] + Bits(LengthExtra[symbol - 257]);
            int code = distances.Read(() => Bits(1));
            int distance = DistanceBase[code] + Bits(DistanceExtra[code]);
            RefusedException.Unless(distance <= _written, "a distance before the start of a compressed block");
            for (int i = 0; i < length; i++)
            {
                Emit(_output[_written - distance]);
            }
        }
    }

    private void Emit(byte value)
    {
        RefusedException.Unless(_written < _output.Length, "a compressed block is longer than stated");
        _output[_written++] = value;
    }

    private int Bits(int count)
    {
        int value = 0;
        for (int i = 0; i < count; i++, _bit++)
        {
            RefusedException.Unless(_bit / 8 < _input.Length, "a compressed block ends early");
            value |= ((_input[_bit / 8] >> (int)(_bit % 8)) & 1) << i;
        }

        return value;
    }
}
