namespace ParDef.ErrorCorrection.Decoding;

/// <summary>
/// An order in which equations give unknowns one after another once some unknowns, the inactive ones, are taken as given. Whenever no equation has a single unknown left,
/// one unknown of an equation with the fewest becomes inactive, close to where the solving stopped.
/// </summary>
internal sealed class SolvingOrder
{
    private readonly ErasureSystem _system;
    private readonly int[] _left;
    private readonly bool[] _isDone;
    private readonly int[] _equationStart;
    private readonly int[] _equationsOf;
    private readonly Queue<int> _single = new();

    private SolvingOrder(ErasureSystem system)
    {
        _system = system;
        _isDone = new bool[system.Unknowns];
        _left = new int[system.Equations];
        _equationStart = new int[system.Unknowns + 1];
        for (int equation = 0; equation < system.Equations; equation++)
        {
            _left[equation] = system.TermsOf(equation).Length;
            foreach (int term in system.TermsOf(equation))
            {
                _equationStart[term / 2 + 1]++;
            }
        }

        for (int unknown = 0; unknown < system.Unknowns; unknown++)
        {
            _equationStart[unknown + 1] += _equationStart[unknown];
        }

        _equationsOf = new int[_equationStart[^1]];
        int[] next = _equationStart.AsSpan(0, system.Unknowns).ToArray();
        for (int equation = 0; equation < system.Equations; equation++)
        {
            foreach (int term in system.TermsOf(equation))
            {
                _equationsOf[next[term / 2]++] = equation;
            }
        }
    }

    /// <summary>Equation and the unknown that it gives, in order.</summary>
    public List<(int Equation, int Unknown)> Steps { get; } = [];

    /// <summary>Unknowns that are taken as given.</summary>
    public List<int> Inactive { get; } = [];

    /// <summary>Finds an order; null if it takes more inactive unknowns than <paramref name="mostInactive"/>.</summary>
    public static SolvingOrder? Find(ErasureSystem system, int mostInactive, CancellationToken cancellation)
    {
        var order = new SolvingOrder(system);
        while (order.Steps.Count + order.Inactive.Count < system.Unknowns)
        {
            cancellation.ThrowIfCancellationRequested();
            order.SolveSingles();
            if (order.Steps.Count + order.Inactive.Count < system.Unknowns && !order.Inactivate(mostInactive))
            {
                return null;
            }
        }

        return order;
    }

    private void SolveSingles()
    {
        while (_single.TryDequeue(out int equation))
        {
            if (_left[equation] == 1)
            {
                int unknown = FirstLeft(equation);
                Steps.Add((equation, unknown));
                Settle(unknown);
            }
        }
    }

    private bool Inactivate(int mostInactive)
    {
        if (Inactive.Count == mostInactive)
        {
            return false;
        }

        int best = -1;
        for (int equation = 0; equation < _left.Length && (best < 0 || _left[best] > 2); equation++)
        {
            if (_left[equation] > 0 && (best < 0 || _left[equation] < _left[best]))
            {
                best = equation;
            }
        }

        if (best < 0)
        {
            return false;
        }

        int unknown = FirstLeft(best);
        Inactive.Add(unknown);
        Settle(unknown);
        return true;
    }

    private int FirstLeft(int equation)
    {
        foreach (int term in _system.TermsOf(equation))
        {
            if (!_isDone[term / 2])
            {
                return term / 2;
            }
        }

        throw new InvalidOperationException("an equation without an unknown");
    }

    private void Settle(int unknown)
    {
        _isDone[unknown] = true;
        for (int i = _equationStart[unknown]; i < _equationStart[unknown + 1]; i++)
        {
            if (--_left[_equationsOf[i]] == 1)
            {
                _single.Enqueue(_equationsOf[i]);
            }
        }
    }
}
