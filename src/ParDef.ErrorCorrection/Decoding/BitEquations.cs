using System.Numerics;

namespace ParDef.ErrorCorrection.Decoding;

/// <summary>Linear equations over bits, taken in one after another and kept in echelon form.</summary>
internal sealed class BitEquations
{
    private const int WordBits = 64;

    private readonly int _unknowns;
    private readonly ulong[]?[] _byLeadingBit;

    /// <param name="unknowns">Number of unknown bits; the known side is the bit behind them.</param>
    public BitEquations(int unknowns)
    {
        _unknowns = unknowns;
        _byLeadingBit = new ulong[unknowns][];
    }

    /// <summary>Independent equations so far.</summary>
    public int Rank { get; private set; }

    /// <summary>Words of an equation.</summary>
    public int Words => _unknowns / WordBits + 1;

    /// <summary>Adds an equation if it is independent of the others.</summary>
    /// <param name="equation">Its bits, the known side last; changed.</param>
    public void Add(ulong[] equation)
    {
        for (int leading = LeadingBit(equation, 0); leading < _unknowns; leading = LeadingBit(equation, leading))
        {
            if (_byLeadingBit[leading] is not { } other)
            {
                _byLeadingBit[leading] = equation;
                Rank++;
                return;
            }

            for (int word = leading / WordBits; word < equation.Length; word++)
            {
                equation[word] ^= other[word];
            }
        }
    }

    /// <summary>The bits, once there are as many independent equations.</summary>
    public bool[] Solve()
    {
        var solution = new bool[_unknowns];
        for (int leading = _unknowns - 1; leading >= 0; leading--)
        {
            ulong[] equation = _byLeadingBit[leading]!;
            bool value = Has(equation, _unknowns);
            for (int bit = leading + 1; bit < _unknowns; bit++)
            {
                value ^= solution[bit] && Has(equation, bit);
            }

            solution[leading] = value;
        }

        return solution;
    }

    private static bool Has(ulong[] equation, int bit) => (equation[bit / WordBits] >> (bit % WordBits) & 1) != 0;

    private static int LeadingBit(ulong[] equation, int from)
    {
        for (int word = from / WordBits; word < equation.Length; word++)
        {
            if (equation[word] != 0)
            {
                return WordBits * word + BitOperations.TrailingZeroCount(equation[word]);
            }
        }

        return int.MaxValue;
    }
}
