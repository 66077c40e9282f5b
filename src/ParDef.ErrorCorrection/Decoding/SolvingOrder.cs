namespace ParDef.ErrorCorrection.Decoding;

/// <summary>
/// Finds an order in which the equations of a system give unknowns one after another, stretch by stretch. Where no equation has a single unknown left, one of the first
/// that are open is taken as given, inactive; a stretch ends when enough equations are left over to determine the inactive ones.
/// </summary>
internal sealed class SolvingOrder
{
    private readonly ErasureSystem _system;
    private readonly int[] _left;
    private readonly bool[] _isDone;
    private readonly int[] _equationStart;
    private readonly int[] _equationsOf;
    private readonly Queue<int> _single = new();
    private int _open;
    private int _firstOpen;

    public SolvingOrder(ErasureSystem system)
    {
        _system = system;
        _open = system.Unknowns;
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

    /// <summary>Equation and the unknown that it gives, in order, in this stretch.</summary>
    public List<(int Equation, int Unknown)> Steps { get; } = [];

    /// <summary>The first step that may depend on an inactive unknown.</summary>
    public int FirstDependentStep { get; private set; }

    /// <summary>Unknowns of this stretch that are taken as given.</summary>
    public List<int> Inactive { get; } = [];

    /// <summary>Equations in which nothing is open any more and that gave no unknown: they determine the inactive ones.</summary>
    public List<int> Spare { get; } = [];

    /// <summary>True if no unknown is open.</summary>
    public bool IsComplete => _open == 0;

    /// <summary>Goes on until there are more spare equations than inactive unknowns, and at least so many, or nothing is open.</summary>
    /// <returns>False if that takes more inactive unknowns than <paramref name="mostInactive"/>.</returns>
    public bool TryExtend(int leastSpare, int mostInactive)
    {
        while (true)
        {
            SolveSingles(leastSpare);
            if (_open == 0 || HasSpare(leastSpare))
            {
                return true;
            }

            if (Inactive.Count == mostInactive || !Inactivate())
            {
                return false;
            }
        }
    }

    /// <summary>Begins a new stretch, all unknowns of this one being known.</summary>
    public void Begin()
    {
        Steps.Clear();
        Inactive.Clear();
        Spare.Clear();
    }

    private bool HasSpare(int leastSpare) => Inactive.Count > 0 && Spare.Count > Inactive.Count && Spare.Count >= leastSpare;

    private void SolveSingles(int leastSpare)
    {
        while (!HasSpare(leastSpare) && _single.TryDequeue(out int equation))
        {
            if (_left[equation] == 1)
            {
                int unknown = FirstOpen(equation);
                Steps.Add((equation, unknown));
                Settle(unknown, equation);
            }
        }
    }

    /// <summary>Takes one unknown as given, of the first equation with two open if there is one: where a wave of a coupled chain stopped.</summary>
    private bool Inactivate()
    {
        if (Inactive.Count == 0)
        {
            // What was left over before does not depend on what is taken as given now.
            Spare.Clear();
            FirstDependentStep = Steps.Count;
        }

        while (_firstOpen < _left.Length && _left[_firstOpen] == 0)
        {
            _firstOpen++;
        }

        int best = -1;
        for (int equation = _firstOpen; equation < _left.Length && (best < 0 || _left[best] > 2); equation++)
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

        int unknown = FirstOpen(best);
        Inactive.Add(unknown);
        Settle(unknown, byEquation: -1);
        return true;
    }

    private int FirstOpen(int equation)
    {
        foreach (int term in _system.TermsOf(equation))
        {
            if (!_isDone[term / 2])
            {
                return term / 2;
            }
        }

        throw new InvalidOperationException("an equation without an open unknown");
    }

    private void Settle(int unknown, int byEquation)
    {
        _isDone[unknown] = true;
        _open--;
        for (int i = _equationStart[unknown]; i < _equationStart[unknown + 1]; i++)
        {
            int equation = _equationsOf[i];
            int left = --_left[equation];
            if (left == 1)
            {
                _single.Enqueue(equation);
            }
            else if (left == 0 && equation != byEquation)
            {
                Spare.Add(equation);
            }
        }
    }
}
