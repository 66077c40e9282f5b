namespace ParDef.IndependentDecoder.Payload;

/// <summary>A canonical prefix code of DEFLATE (RFC 1951, section 3.2.2).</summary>
public sealed class PrefixCode
{
    private readonly Dictionary<(int Length, int Code), int> _symbols = [];

    /// <summary>The code with these lengths; 0 means that a symbol does not occur.</summary>
    public PrefixCode(int[] lengths)
    {
        int code = 0;
        for (int length = 1; length <= 15; length++)
        {
            code <<= 1;
            for (int symbol = 0; symbol < lengths.Length; symbol++)
            {
                if (lengths[symbol] == length)
                {
                    _symbols[(length, code++)] = symbol;
                }
            }

            RefusedException.Unless(code <= 1 << length, "an overfull prefix code");
        }
    }

    /// <summary>The next symbol.</summary>
    public int Read(Func<int> nextBit)
    {
        int code = 0;
        for (int length = 1; length <= 15; length++)
        {
            code = (code << 1) | nextBit();
            if (_symbols.TryGetValue((length, code), out int symbol))
            {
                return symbol;
            }
        }

        RefusedException.Unless(false, "a code of no symbol in a compressed block");
        return 0;
    }
}
