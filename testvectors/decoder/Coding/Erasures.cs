namespace ParDef.IndependentDecoder.Coding;

/// <summary>Solves for erased bits: a check with one unknown gives it; what is left is a system of linear equations.</summary>
public sealed class Erasures
{
    private const int MostUnknownsToEliminate = 12_288;

    private readonly CoupledCode _code;
    private readonly byte[] _bits;
    private readonly bool[] _unknown;

    /// <summary>Prepares to solve a chain in place.</summary>
    /// <param name="code">The code.</param>
    /// <param name="bits">The bits; those unknown are written.</param>
    /// <param name="unknown">Which bits are not known; cleared where they are found.</param>
    public Erasures(CoupledCode code, byte[] bits, bool[] unknown)
    {
        (_code, _bits, _unknown) = (code, bits, unknown);
    }

    /// <summary>Finds as much as can be found.</summary>
    public void Solve()
    {
        while (Peel())
        {
        }

        int left = _unknown.Count(flag => flag);
        if (left is > 0 and <= MostUnknownsToEliminate)
        {
            Eliminate(left);
        }
    }

    private bool Peel()
    {
        bool found = false;
        foreach (var row in _code.Rows)
        {
            for (int bit = 0; bit < _code.Z; bit++)
            {
                int sum = 0, open = -1, count = 0;
                foreach (var edge in row)
                {
                    int at = _code.Position(edge, bit);
                    if (_unknown[at])
                    {
                        (open, count) = (at, count + 1);
                    }
                    else
                    {
                        sum ^= _bits[at];
                    }
                }

                if (count == 1)
                {
                    (_bits[open], _unknown[open], found) = ((byte)sum, false, true);
                }
            }
        }

        return found;
    }

    private void Eliminate(int unknowns)
    {
        var numbers = new Dictionary<int, int>(unknowns);
        var places = new int[unknowns];
        for (int at = 0; at < _unknown.Length; at++)
        {
            if (_unknown[at])
            {
                places[numbers.Count] = at;
                numbers.Add(at, numbers.Count);
            }
        }

        // Row echelon form, one pivot row a column at most; the bit behind the last unknown is the right-hand side.
        var pivots = new ulong[unknowns][];
        foreach (var row in _code.Rows)
        {
            for (int bit = 0; bit < _code.Z; bit++)
            {
                if (Equation(row, bit, numbers) is { } equation)
                {
                    Insert(equation, pivots);
                }
            }
        }

        BackSubstitute(pivots, places);
    }

    private ulong[]? Equation(List<CoupledCode.Edge> row, int bit, Dictionary<int, int> numbers)
    {
        ulong[]? equation = null;
        int sum = 0;
        foreach (var edge in row)
        {
            int at = _code.Position(edge, bit);
            if (_unknown[at])
            {
                equation ??= new ulong[(numbers.Count / 64) + 1];
                Toggle(equation, numbers[at]);
            }
            else
            {
                sum ^= _bits[at];
            }
        }

        if (equation is not null && sum == 1)
        {
            Toggle(equation, numbers.Count);
        }

        return equation;
    }

    private static void Insert(ulong[] equation, ulong[][] pivots)
    {
        for (int column = 0; column < pivots.Length; column++)
        {
            if (!Has(equation, column))
            {
                continue;
            }

            if (pivots[column] is null)
            {
                pivots[column] = equation;
                return;
            }

            for (int word = column / 64; word < equation.Length; word++)
            {
                equation[word] ^= pivots[column][word];
            }
        }
    }

    private void BackSubstitute(ulong[][] pivots, int[] places)
    {
        var solved = new bool[pivots.Length];
        for (int column = pivots.Length - 1; column >= 0; column--)
        {
            if (pivots[column] is not { } equation)
            {
                continue;
            }

            bool all = true;
            int sum = Has(equation, pivots.Length) ? 1 : 0;
            for (int other = column + 1; other < pivots.Length; other++)
            {
                if (Has(equation, other))
                {
                    all &= solved[other];
                    sum ^= _bits[places[other]];
                }
            }

            if (all)
            {
                (_bits[places[column]], _unknown[places[column]], solved[column]) = ((byte)sum, false, true);
            }
        }
    }

    private static bool Has(ulong[] equation, int column) => ((equation[column / 64] >> (column % 64)) & 1) != 0;

    private static void Toggle(ulong[] equation, int column) => equation[column / 64] ^= 1UL << (column % 64);
}
