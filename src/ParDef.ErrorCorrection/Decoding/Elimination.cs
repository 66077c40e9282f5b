using System.Numerics;
using ParDef.ErrorCorrection.Construction;
using ParDef.ErrorCorrection.Kernels;

namespace ParDef.ErrorCorrection.Decoding;

/// <summary>
/// Recovers what peeling left, as long as the checks determine it (docs/coding.md section 4): a few unknown bytes are taken as given, all others follow from them as linear
/// forms, and the checks that were not needed for that determine the few. Stretch by stretch, so that a long chain takes no more of them at a time than a short one.
/// </summary>
internal sealed class Elimination
{
    /// <summary>Unknown bytes taken as given at a time, at most.</summary>
    public const int MostInactive = 1536;

    /// <summary>Memory for the linear forms of a stretch, in bytes, at most.</summary>
    public const int MostFormBytes = 256 << 20;

    /// <summary>Spare equations that a stretch waits for at least: some depend on others.</summary>
    private const int LeastSpare = 64;

    private const int BitsInByte = 8;
    private const int FormAlignment = 64;
    private const int None = -1;

    private readonly ErasureSystem _system;
    private readonly SolvingOrder _order;
    private readonly byte[] _values;
    private readonly int[] _formOf;
    private readonly CancellationToken _cancellation;
    private byte[] _forms = [];
    private int _formBytes;

    private Elimination(ErasureSystem system, CancellationToken cancellation)
    {
        _system = system;
        _order = new SolvingOrder(system);
        _values = new byte[system.Unknowns];
        _formOf = new int[system.Unknowns];
        Array.Fill(_formOf, None);
        _cancellation = cancellation;
    }

    /// <summary>Solves for all erased bytes in place, or changes nothing.</summary>
    /// <param name="chain">The graph.</param>
    /// <param name="image">The chain after peeling; erased bytes are zero in both halves.</param>
    /// <param name="erased">1 for an erased byte in both halves of every column; cleared if all are solved.</param>
    /// <param name="cancellation">Ends the work early.</param>
    public static void Run(Chain chain, Span<byte> image, Span<byte> erased, CancellationToken cancellation)
    {
        var system = new ErasureSystem(chain, image, erased);
        var elimination = new Elimination(system, cancellation);
        if (!elimination.TrySolve())
        {
            return;
        }

        for (int unknown = 0; unknown < system.Unknowns; unknown++)
        {
            int place = system.PlaceOf(unknown);
            image[place] = elimination._values[unknown];
            image[place + chain.BlockBytes] = ChainKernels.RotateRight(elimination._values[unknown]);
            erased[place] = erased[place + chain.BlockBytes] = 0;
        }
    }

    private bool TrySolve()
    {
        while (!_order.IsComplete)
        {
            int leastSpare = LeastSpare;
            do
            {
                _cancellation.ThrowIfCancellationRequested();
                if (!_order.TryExtend(leastSpare, MostInactive) || FormBytesNeeded > MostFormBytes)
                {
                    return false;
                }

                leastSpare = 2 * _order.Spare.Count;
            }
            while (!TrySolveStretch() && !_order.IsComplete);

            if (_order.Inactive.Count > 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Determines the inactive unknowns of this stretch, and with them all others; then begins a new one.</summary>
    private bool TrySolveStretch()
    {
        Substitute();
        Express();
        var equations = new BitEquations(BitsInByte * _order.Inactive.Count);
        foreach (int equation in _order.Spare)
        {
            if (equations.Rank == BitsInByte * _order.Inactive.Count)
            {
                break;
            }

            AddBits(equation, equations);
        }

        if (equations.Rank < BitsInByte * _order.Inactive.Count)
        {
            Clear();
            return false;
        }

        bool[] bits = equations.Solve();
        for (int i = 0; i < _order.Inactive.Count; i++)
        {
            for (int bit = 0; bit < BitsInByte; bit++)
            {
                _values[_order.Inactive[i]] |= (byte)(bits[BitsInByte * i + bit] ? 1 << bit : 0);
            }
        }

        Substitute();
        Clear();
        _order.Begin();
        return true;
    }

    private void Clear()
    {
        foreach (int unknown in _order.Inactive)
        {
            _formOf[unknown] = None;
        }

        foreach (var (_, unknown) in _order.Steps)
        {
            _formOf[unknown] = None;
        }
    }

    /// <summary>Computes the values of all other unknowns from those of the inactive ones.</summary>
    private void Substitute()
    {
        foreach (var (equation, unknown) in _order.Steps)
        {
            byte sum = _system.SumOf(equation);
            bool isRotated = false;
            foreach (int term in _system.TermsOf(equation))
            {
                if (term / 2 == unknown)
                {
                    isRotated = term % 2 != 0;
                }
                else
                {
                    sum ^= Rotated(_values[term / 2], term % 2 != 0);
                }
            }

            _values[unknown] = isRotated ? ChainKernels.RotateLeft(sum) : sum;
        }
    }

    /// <summary>Computes for every unknown of the stretch its linear form in the inactive ones, one coefficient of eight bits for each.</summary>
    private void Express()
    {
        _formBytes = FormLength;
        _forms = new byte[FormBytesNeeded];
        for (int i = 0; i < _order.Inactive.Count; i++)
        {
            _formOf[_order.Inactive[i]] = i;
            _forms[i * _formBytes + i] = 1;
        }

        for (int step = _order.FirstDependentStep; step < _order.Steps.Count; step++)
        {
            var (equation, unknown) = _order.Steps[step];
            int form = _order.Inactive.Count + step - _order.FirstDependentStep;
            if (SumForms(equation, unknown, Form(form)))
            {
                RotateLeft(Form(form));
            }

            _formOf[unknown] = form;
        }
    }

    /// <summary>Adds the forms of all terms of an equation but one unknown.</summary>
    /// <returns>True if that unknown is rotated in the equation.</returns>
    private bool SumForms(int equation, int except, Span<byte> sum)
    {
        bool isRotated = false;
        foreach (int term in _system.TermsOf(equation))
        {
            if (term / 2 == except)
            {
                isRotated = term % 2 != 0;
            }
            else if (_formOf[term / 2] != None)
            {
                Add(Form(_formOf[term / 2]), term % 2 != 0, sum);
            }
        }

        return isRotated;
    }

    /// <summary>
    /// An equation in bytes is eight in bits: bit t of coefficient times value is the sum over q of bit t - q of the coefficient times bit q of the value.
    /// </summary>
    private void AddBits(int equation, BitEquations equations)
    {
        var form = new byte[_formBytes];
        SumForms(equation, except: -1, form);
        byte known = _system.SumOf(equation);
        foreach (int term in _system.TermsOf(equation))
        {
            known ^= Rotated(_values[term / 2], term % 2 != 0);
        }

        for (int bit = 0; bit < BitsInByte; bit++)
        {
            var row = new ulong[equations.Words];
            for (int i = 0; i < _order.Inactive.Count; i++)
            {
                ulong coefficients = RotatedRight(Reversed(form[i]), BitsInByte - 1 - bit);
                row[i / sizeof(ulong)] |= coefficients << (BitsInByte * (i % sizeof(ulong)));
            }

            int last = BitsInByte * _order.Inactive.Count;
            row[last / 64] |= (ulong)(known >> bit & 1) << (last % 64);
            equations.Add(row);
        }
    }

    private int FormLength => (_order.Inactive.Count + FormAlignment - 1) / FormAlignment * FormAlignment;

    private long FormBytesNeeded => (long)(_order.Inactive.Count + _order.Steps.Count - _order.FirstDependentStep) * FormLength;

    private Span<byte> Form(int form) => _forms.AsSpan(form * _formBytes, _formBytes);

    private static void Add(ReadOnlySpan<byte> form, bool isRotated, Span<byte> sum)
    {
        for (int i = 0; i < sum.Length; i += Vector<byte>.Count)
        {
            var value = new Vector<byte>(form[i..]);
            (new Vector<byte>(sum[i..]) ^ (isRotated ? (value >>> 1) | (value << 7) : value)).CopyTo(sum[i..]);
        }
    }

    private static void RotateLeft(Span<byte> form)
    {
        for (int i = 0; i < form.Length; i += Vector<byte>.Count)
        {
            var value = new Vector<byte>(form[i..]);
            ((value << 1) | (value >>> 7)).CopyTo(form[i..]);
        }
    }

    private static byte Rotated(byte value, bool isRotated) => isRotated ? ChainKernels.RotateRight(value) : value;

    private static byte RotatedRight(byte value, int bits) => (byte)(value >> bits | value << (BitsInByte - bits));

    private static byte Reversed(byte value)
    {
        byte reversed = 0;
        for (int bit = 0; bit < BitsInByte; bit++)
        {
            reversed |= (byte)((value >> bit & 1) << (BitsInByte - 1 - bit));
        }

        return reversed;
    }
}
